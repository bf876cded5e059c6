import type { SystemKind } from '@keyward/contract';
import { say } from '@keyward/messages';

/** How to read the thumbprint on the target itself, so that the network in between cannot answer for it. */
export const THUMBPRINT_ADVICE: Readonly<
  Record<SystemKind, { where: string; command: string }>
> = {
  vcenter: {
    where: say('target-trust.on-the-appliances-own-console'),
    command:
      '/usr/lib/vmware-vmafd/bin/vecs-cli entry getcert --store MACHINE_SSL_CERT --alias __MACHINE_CERT | openssl x509 -noout -fingerprint -sha256',
  },
  esx: {
    where: say('target-trust.on-the-hosts-own-shell'),
    command:
      'openssl x509 -in /etc/vmware/ssl/rui.crt -noout -fingerprint -sha256',
  },
  ontap: {
    where: say('target-trust.on-the-clusters-console-save-the-server'),
    command: 'openssl x509 -in cluster.pem -noout -fingerprint -sha256',
  },
};
