/** What is wrong with a simulated key server: nothing, its certificate, or that it does not know its client. */
export type KeyServerFault = 'none' | 'expired' | 'other_ca' | 'refuses_client';

/** The key servers that answer. Names of the estate that are not here stay names that nobody can resolve. */
export const DEMO_KEY_SERVERS: Readonly<Record<string, KeyServerFault>> = {
  'kms1.corp.example': 'none',
  'kms2.corp.example': 'none',
  'kms4.corp.example': 'none',
  'kms-finance.corp.example': 'none',
  'kms-dr1.corp.example': 'none',
  'kms-dr2.corp.example': 'refuses_client',
  'kms-new.corp.example': 'none',
  'kms-old.corp.example': 'expired',
  'kms-rogue.corp.example': 'other_ca',
};
