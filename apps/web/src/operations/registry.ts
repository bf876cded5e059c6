import type { OperationId } from '@keyward/contract';

import type { OperationView } from './operation-view.ts';
import { lazyPart } from '../lazy-parts/lazy-part.tsx';

/** The browser's half of every operation. An operation that is missing here does not compile. */
export const OPERATION_VIEWS: {
  readonly [K in OperationId]: OperationView<K>;
} = {
  'vcenter.configure-cluster-kms-service': {
    id: 'vcenter.configure-cluster-kms-service',
    Form: lazyPart(() =>
      import('./vcenter-configure-cluster-kms-service/form.tsx').then(
        (module) => module.ClusterServiceForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./vcenter-configure-cluster-kms-service/review.tsx').then(
        (module) => module.ClusterServiceReview,
      ),
    ),
  },
  'vcenter.update-provider-client-certificate': {
    id: 'vcenter.update-provider-client-certificate',
    Form: lazyPart(() =>
      import('./vcenter-update-provider-client-certificate/form.tsx').then(
        (module) => module.ClientCertificateForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./vcenter-update-provider-client-certificate/review.tsx').then(
        (module) => module.ClientCertificateReview,
      ),
    ),
  },
  'vcenter.generate-provider-csr': {
    id: 'vcenter.generate-provider-csr',
    Form: lazyPart(() =>
      import('./vcenter-generate-provider-csr/form.tsx').then(
        (module) => module.GenerateCsrForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./vcenter-generate-provider-csr/review.tsx').then(
        (module) => module.GenerateCsrReview,
      ),
    ),
    Outcome: lazyPart(() =>
      import('./vcenter-generate-provider-csr/outcome.tsx').then(
        (module) => module.GenerateCsrOutcome,
      ),
    ),
  },
  'esx.create-native-provider': {
    id: 'esx.create-native-provider',
    Form: lazyPart(() =>
      import('./esx-create-native-provider/form.tsx').then(
        (module) => module.NativeProviderForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./esx-create-native-provider/review.tsx').then(
        (module) => module.NativeProviderReview,
      ),
    ),
  },
  'vcenter.register-expanded-token': {
    id: 'vcenter.register-expanded-token',
    Form: lazyPart(() =>
      import('./vcenter-register-expanded-token/form.tsx').then(
        (module) => module.ExpandedTokenForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./vcenter-register-expanded-token/review.tsx').then(
        (module) => module.ExpandedTokenReview,
      ),
    ),
  },
  'ontap.add-key-servers': {
    id: 'ontap.add-key-servers',
    Form: lazyPart(() =>
      import('./ontap-add-key-servers/form.tsx').then(
        (module) => module.KeyServersForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./ontap-add-key-servers/review.tsx').then(
        (module) => module.KeyServersReview,
      ),
    ),
  },
  'console.update-policy': {
    id: 'console.update-policy',
    Form: lazyPart(() =>
      import('./console-update-policy/form.tsx').then(
        (module) => module.PolicyForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./console-update-policy/review.tsx').then(
        (module) => module.PolicyReview,
      ),
    ),
  },
  'console.update-roles': {
    id: 'console.update-roles',
    Form: lazyPart(() =>
      import('./console-update-roles/form.tsx').then(
        (module) => module.RolesForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./console-update-roles/review.tsx').then(
        (module) => module.RolesReview,
      ),
    ),
  },
  'console.update-connection': {
    id: 'console.update-connection',
    Form: lazyPart(() =>
      import('./console-update-connection/form.tsx').then(
        (module) => module.ConnectionForm,
      ),
    ),
    Review: lazyPart(() =>
      import('./console-update-connection/review.tsx').then(
        (module) => module.ConnectionReview,
      ),
    ),
  },
};
