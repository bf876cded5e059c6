// The page's policy forbids eval, which zod would otherwise try once for each schema it builds. This is where
// zod keeps its settings (z.config); written directly so that the first page need not carry zod.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
