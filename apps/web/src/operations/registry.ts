import type { OperationId } from '@keyward/contract';
import { lazy } from 'react';

import type { OperationView } from './operation-view.ts';

/** The browser's half of every operation. An operation that is missing here does not compile. */
export const OPERATION_VIEWS: {
  readonly [K in OperationId]: OperationView<K>;
} = {
  'vcenter.configure-cluster-kms-service': {
    id: 'vcenter.configure-cluster-kms-service',
    Form: lazy(() =>
      import('./vcenter-configure-cluster-kms-service/form.tsx').then(
        (module) => ({ default: module.ClusterServiceForm }),
      ),
    ),
    Review: lazy(() =>
      import('./vcenter-configure-cluster-kms-service/review.tsx').then(
        (module) => ({ default: module.ClusterServiceReview }),
      ),
    ),
  },
  'vcenter.update-provider-client-certificate': {
    id: 'vcenter.update-provider-client-certificate',
    Form: lazy(() =>
      import('./vcenter-update-provider-client-certificate/form.tsx').then(
        (module) => ({ default: module.ClientCertificateForm }),
      ),
    ),
    Review: lazy(() =>
      import('./vcenter-update-provider-client-certificate/review.tsx').then(
        (module) => ({ default: module.ClientCertificateReview }),
      ),
    ),
  },
  'vcenter.generate-provider-csr': {
    id: 'vcenter.generate-provider-csr',
    Form: lazy(() =>
      import('./vcenter-generate-provider-csr/form.tsx').then((module) => ({
        default: module.GenerateCsrForm,
      })),
    ),
    Review: lazy(() =>
      import('./vcenter-generate-provider-csr/review.tsx').then((module) => ({
        default: module.GenerateCsrReview,
      })),
    ),
    Outcome: lazy(() =>
      import('./vcenter-generate-provider-csr/outcome.tsx').then((module) => ({
        default: module.GenerateCsrOutcome,
      })),
    ),
  },
  'esx.create-native-provider': {
    id: 'esx.create-native-provider',
    Form: lazy(() =>
      import('./esx-create-native-provider/form.tsx').then((module) => ({
        default: module.NativeProviderForm,
      })),
    ),
    Review: lazy(() =>
      import('./esx-create-native-provider/review.tsx').then((module) => ({
        default: module.NativeProviderReview,
      })),
    ),
  },
  'vcenter.register-expanded-token': {
    id: 'vcenter.register-expanded-token',
    Form: lazy(() =>
      import('./vcenter-register-expanded-token/form.tsx').then((module) => ({
        default: module.ExpandedTokenForm,
      })),
    ),
    Review: lazy(() =>
      import('./vcenter-register-expanded-token/review.tsx').then((module) => ({
        default: module.ExpandedTokenReview,
      })),
    ),
  },
  'ontap.add-key-servers': {
    id: 'ontap.add-key-servers',
    Form: lazy(() =>
      import('./ontap-add-key-servers/form.tsx').then((module) => ({
        default: module.KeyServersForm,
      })),
    ),
    Review: lazy(() =>
      import('./ontap-add-key-servers/review.tsx').then((module) => ({
        default: module.KeyServersReview,
      })),
    ),
  },
  'console.update-policy': {
    id: 'console.update-policy',
    Form: lazy(() =>
      import('./console-update-policy/form.tsx').then((module) => ({
        default: module.PolicyForm,
      })),
    ),
    Review: lazy(() =>
      import('./console-update-policy/review.tsx').then((module) => ({
        default: module.PolicyReview,
      })),
    ),
  },
  'console.update-roles': {
    id: 'console.update-roles',
    Form: lazy(() =>
      import('./console-update-roles/form.tsx').then((module) => ({
        default: module.RolesForm,
      })),
    ),
    Review: lazy(() =>
      import('./console-update-roles/review.tsx').then((module) => ({
        default: module.RolesReview,
      })),
    ),
  },
  'console.update-connection': {
    id: 'console.update-connection',
    Form: lazy(() =>
      import('./console-update-connection/form.tsx').then((module) => ({
        default: module.ConnectionForm,
      })),
    ),
    Review: lazy(() =>
      import('./console-update-connection/review.tsx').then((module) => ({
        default: module.ConnectionReview,
      })),
    ),
  },
};
