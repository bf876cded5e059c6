/** Where what people are told goes besides their inbox. */
export interface Channels {
  /** People with an address get an e-mail too. */
  email: boolean;
  /** One delivery each for every matter, by the key of the webhook. */
  webhooks: readonly string[];
}

export const INBOX_ONLY: Channels = { email: false, webhooks: [] };
