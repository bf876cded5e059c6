import type { CreateSimulator, SimulatorKind } from '../host/simulator.ts';
import { createEsxSimulator } from '../esx/index.ts';
import { createOntapSimulator } from '../ontap/index.ts';
import {
  createVcenterSimulator,
  vc91,
  vcTa,
  vcWork,
} from '../vcenter/index.ts';

export interface Personality {
  name: string;
  kind: SimulatorKind;
  username: string;
  /** How the simulated ESX host lets itself be signed in to. */
  esxAuth?: 'vi-json' | 'api-session' | 'basic';
  create: CreateSimulator;
}

/** The simulated estate, one line a system. */
export const personalities: readonly Personality[] = [
  {
    name: 'vc-ta',
    kind: 'vcenter',
    username: 'keyward@vsphere.local',
    create: (context) => createVcenterSimulator(context, vcTa),
  },
  {
    name: 'vc-work',
    kind: 'vcenter',
    username: 'keyward@vsphere.local',
    create: (context) => createVcenterSimulator(context, vcWork),
  },
  {
    name: 'vc-91',
    kind: 'vcenter',
    username: 'keyward@vsphere.local',
    create: (context) => createVcenterSimulator(context, vc91),
  },
  {
    name: 'esx-01',
    kind: 'esx',
    username: 'root',
    esxAuth: 'basic',
    create: (context) => createEsxSimulator(context, 'basic'),
  },
  {
    name: 'esx-02',
    kind: 'esx',
    username: 'root',
    esxAuth: 'api-session',
    create: (context) => createEsxSimulator(context, 'api-session'),
  },
  {
    name: 'ontap-01',
    kind: 'ontap',
    username: 'keyward',
    create: (context) => createOntapSimulator(context),
  },
];
