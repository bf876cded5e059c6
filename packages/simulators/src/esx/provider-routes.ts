import { createProviderRequest } from '@keyward/esx-client/wire';
import type { ProviderInfo } from '@keyward/esx-client/wire';

import type {
  RouteTable,
  SimulatorAnswer,
  SimulatorContext,
  SimulatorRequest,
  SimulatorStore,
} from '../host/index.ts';
import { sentinelRefusal, sentinelWord } from '../vapi/sentinels.ts';
import {
  message,
  notFound,
  refuse,
  unauthenticated,
} from '../vapi/vapi-error.ts';
import { READ_ONLY_ACCOUNT } from './sign-in.ts';
import type { SignIn } from './sign-in.ts';
import type { EsxState, NativeProviderRecord } from './state.ts';

const PATH = '/api/esx/trusted-infrastructure/kms/providers';

/** Key providers of one host: create and get. The vendor documents no list, so there is none. */
export function providerRoutes(
  context: SimulatorContext,
  store: SimulatorStore<EsxState>,
  signIn: SignIn,
): RouteTable {
  return {
    [`GET ${PATH}/{provider}`]: (request, { provider: name = '' }) => {
      if (signIn.accountOf(request) === null) return unauthenticated();
      const found = store.value.providers.find(
        (provider) => provider.name === name,
      );
      if (!found) return notFound('key provider', name);
      return { status: 200, body: infoOf(found) };
    },
    [`POST ${PATH}`]: (request) => {
      const user = signIn.accountOf(request);
      if (user === null) return unauthenticated();
      if (user === READ_ONLY_ACCOUNT) {
        return refuse('UNAUTHORIZED', {
          id: 'com.vmware.vapi.endpoint.method.authorization.required',
          text: 'The account may not administer key providers.',
        });
      }
      return create(context, store, request);
    },
  };
}

function create(
  context: SimulatorContext,
  store: SimulatorStore<EsxState>,
  request: SimulatorRequest,
): SimulatorAnswer {
  const parsed = createProviderRequest.safeParse(request.body);
  if (!parsed.success) return invalid('spec', 'The CreateSpec is not valid.');
  const { provider: name, native_spec: spec } = parsed.data;
  if (name === '') return invalid('spec.provider', 'The name is empty.');
  if (!spec) {
    return invalid('spec.native_spec', 'A native specification is required.');
  }
  const echo = context.options.echoSecrets ? spec.key_derivation_key : null;
  const word = sentinelWord(name);
  const refusal = word === null ? undefined : sentinelRefusal(word);
  if (refusal) return refusal;
  if (store.value.providers.some((provider) => provider.name === name)) {
    return refuse('ALREADY_EXISTS', {
      id: 'com.vmware.esx.kms.provider_exists',
      text: `A key provider '${name}' exists already.`,
      args: [name],
      causes: echoed(echo),
    });
  }
  if (!UUID.test(spec.key_id)) {
    return invalid('spec.native_spec.key_id', 'The key id is no UUID.', echo);
  }
  if (!isKey(spec.key_derivation_key)) {
    const text = 'The key derivation key is not 32 bytes in Base64.';
    return invalid('spec.native_spec.key_derivation_key', text, echo);
  }
  if (!request.lie && word !== 'lie') {
    store.update((state) => {
      state.providers.push({ name, type: 'NATIVE', keyId: spec.key_id });
    });
    context.recordEffect({
      operation: 'native-provider.create',
      object: name,
      detail: { keyId: spec.key_id },
    });
  }
  return { status: 204, ...(word === 'drop' && { cutConnection: true }) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KEY_BYTES = 32;

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text;
}

function invalid(
  primary: string,
  text: string,
  echo: string | null = null,
): SimulatorAnswer {
  return refuse('INVALID_ARGUMENT', {
    id: 'com.vmware.esx.kms.spec_invalid',
    text,
    causes: echoed(echo),
    data: { primary, secondary: [] },
  });
}

/** In the echoing mode a refusal repeats the secret it got, as a badly behaved host might. */
function echoed(secret: string | null) {
  return secret === null
    ? []
    : [message('sim.echo', `Received: ${secret}`, [secret])];
}

function infoOf({ type, keyId }: NativeProviderRecord): ProviderInfo {
  return {
    type,
    ...(keyId === null ? {} : { native_info: { key_id: keyId } }),
  };
}
