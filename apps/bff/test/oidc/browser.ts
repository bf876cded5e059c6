import { type Answer, send } from '../support/send.ts';

/** A page that a browser has come to rest on. */
export interface Page extends Answer {
  url: URL;
}

interface Cookie {
  value: string;
  sameSite: string;
}

/** Just enough of a browser: cookies by host with their SameSite rule, redirects, refreshing pages and forms. */
export class Browser {
  readonly #ports: ReadonlyMap<string, number>;
  readonly #cookies = new Map<string, Map<string, Cookie>>();
  /** Every address visited, redirects included. */
  readonly visited: URL[] = [];

  /** @param ports the port on loopback behind each origin */
  constructor(ports: ReadonlyMap<string, number>) {
    this.#ports = ports;
  }

  /** Goes to an address as a person does who types it, and follows wherever it leads. */
  async open(address: string): Promise<Page> {
    return this.#follow(new URL(address), null);
  }

  /** Follows a link of a page of the same site, or of another one's. */
  async follow(address: string, from: URL): Promise<Page> {
    return this.#follow(new URL(address, from), from);
  }

  /** Sends a form of a page. */
  async submit(page: Page, fields: Record<string, string>): Promise<Page> {
    return this.#follow(page.url, page.url, fields);
  }

  /** One request without following anything. */
  async request(
    url: URL,
    from: URL | null,
    fields?: Record<string, string>,
  ): Promise<Page> {
    const port = this.#ports.get(url.origin);
    if (port === undefined) throw new Error(`Nobody listens at ${url.origin}`);
    this.visited.push(url);
    const cookie = this.#cookieHeader(url, from);
    const answer = await send(port, {
      method: fields === undefined ? 'GET' : 'POST',
      path: `${url.pathname}${url.search}`,
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(fields === undefined
          ? {}
          : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(fields === undefined
        ? {}
        : { body: new URLSearchParams(fields).toString() }),
    });
    for (const each of answer.headers['set-cookie'] ?? []) {
      this.#keep(url.hostname, each);
    }
    return { ...answer, url };
  }

  /** A cookie as it would be sent back, or null. */
  cookie(hostname: string, name: string): string | null {
    return this.#cookies.get(hostname)?.get(name)?.value ?? null;
  }

  setCookie(hostname: string, line: string): void {
    this.#keep(hostname, line);
  }

  /** Takes over what a host has set in another browser. */
  adopt(other: Browser, hostname: string): void {
    this.#cookies.set(hostname, new Map(other.#cookies.get(hostname)));
  }

  /** Clears everything a host has set. */
  forget(hostname: string): void {
    this.#cookies.delete(hostname);
  }

  async #follow(
    start: URL,
    startedFrom: URL | null,
    fields?: Record<string, string>,
  ): Promise<Page> {
    let url = start;
    let from = startedFrom;
    let body = fields;
    for (let hop = 0; hop < 12; hop += 1) {
      const page = await this.request(url, from, body);
      body = undefined;
      const location = page.headers.location;
      const refresh = /http-equiv="refresh" content="0;url=([^"]*)"/.exec(
        page.text,
      )?.[1];
      if (location !== undefined && page.status >= 300 && page.status < 400) {
        // A redirect goes on in the name of whoever began the journey.
        from = from ?? url;
        if (from.hostname === url.hostname) from = url;
        url = new URL(location, url);
      } else if (refresh === undefined) {
        return page;
      } else {
        from = url;
        url = new URL(refresh.replaceAll('&amp;', '&'), url);
      }
    }
    throw new Error('Too many redirects.');
  }

  #cookieHeader(url: URL, from: URL | null): string {
    const isSameSite = from === null || from.hostname === url.hostname;
    return [...(this.#cookies.get(url.hostname) ?? [])]
      .filter(([, { sameSite }]) => isSameSite || sameSite !== 'strict')
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  #keep(hostname: string, line: string): void {
    const [pair = '', ...attributes] = line
      .split(';')
      .map((each) => each.trim());
    const at = pair.indexOf('=');
    const find = (name: string): string | undefined =>
      attributes
        .find((each) => each.toLowerCase().startsWith(`${name}=`))
        ?.slice(name.length + 1);
    const jar = this.#cookies.get(hostname) ?? new Map<string, Cookie>();
    this.#cookies.set(hostname, jar);
    const gone = find('max-age') === '0' || pair.slice(at + 1) === '';
    if (gone) jar.delete(pair.slice(0, at));
    else {
      jar.set(pair.slice(0, at), {
        value: pair.slice(at + 1),
        sameSite: (find('samesite') ?? 'lax').toLowerCase(),
      });
    }
  }
}
