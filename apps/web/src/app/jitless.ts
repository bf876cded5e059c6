import { config } from 'zod/v4/core';

// The page's policy forbids eval, which zod would otherwise try once for each schema it builds.
config({ jitless: true });
