/**
 * Tables whose rows mean nothing later, or must not come back: whoever was signed in when the copy was made signs in
 * again, and leases, sightings and counters belong to processes that are gone.
 */
export const MOMENTARY_TABLES = [
  'session',
  'passkey_challenge',
  'connection_poller',
  'upstream_watch',
] as const;
