/** Everything that is read over all connections: whatever happens to one of them may show in it. */
export const acrossKey = ['across'] as const;
