export type * from './simulator.ts';
export {
  compileRoutes,
  type RouteHandler,
  type RouteParameters,
  type RouteTable,
} from './router.ts';
