import { sameAsCurl } from './curl.ts';
import { sameAsOntapCli } from './ontap-cli.ts';
import { sameAsPowercli } from './powercli.ts';
import { sameAsPowershell } from './powershell.ts';
import type { SameAs, SameAsSource } from './same-as.ts';

/** The same change for every tool that can make it, the exact request first. */
export function listSameAs(source: SameAsSource): SameAs[] {
  return [
    sameAsCurl(source),
    ...(source.target.kind === 'ontap'
      ? [sameAsOntapCli(source)]
      : [sameAsPowercli(source), sameAsPowershell(source)]),
  ].filter((each) => each !== null);
}
