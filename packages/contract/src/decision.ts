import { z } from 'zod';

import { passkeyAssertion, passkeyOptions } from './passkey.ts';
import { personText, sha256 } from './primitives.ts';

const comment = personText(1, 2000);

export const approveRequest = z.strictObject({
  digest: sha256,
  comment: comment.optional(),
  /** Needed from everybody who has a passkey; its challenge comes from the options. */
  assertion: passkeyAssertion.optional(),
});
/** The digest the person looks at; when sent, it must still be the change's. */
export const approvalOptionsRequest = z.strictObject({
  digest: sha256.optional(),
});
/** Request options for the browser, and the nonce that the challenge was made with. */
export const approvalOptions = passkeyOptions.extend({ nonce: z.string() });
export const rejectRequest = z.strictObject({
  digest: sha256,
  comment,
  /** The field of the input that the comment is about, as an RFC 6901 pointer. */
  fieldPointer: z
    .string()
    .min(1)
    .max(300, 'At most 300 characters.')
    .optional(),
});
