/** The value of a cookie that scripts may read; empty where there is none. */
export function cookieNamed(name: string): string {
  const pair = document.cookie
    .split('; ')
    .find((each) => each.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? '';
}
