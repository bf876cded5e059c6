/**
 * Takes `__proto__` away from every object, as `--disable-proto=delete` does, however the process was started: a member
 * of that name is a member like any other then, and no copying of input reaches a prototype through it.
 */
export function removeProto(): void {
  Reflect.deleteProperty(Object.prototype, '__proto__');
}
