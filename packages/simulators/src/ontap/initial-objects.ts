/** The storage virtual machines of the first start. */
export const SVMS = {
  finance: {
    uuid: '2c1f0a52-53c1-11f0-9d1e-00a098d0aa10',
    name: 'svm-finance',
  },
  archive: {
    uuid: '2c1f0a52-53c1-11f0-9d1e-00a098d0aa11',
    name: 'svm-archive',
  },
  lab: { uuid: '2c1f0a52-53c1-11f0-9d1e-00a098d0aa12', name: 'svm-lab' },
  research: {
    uuid: '2c1f0a52-53c1-11f0-9d1e-00a098d0aa13',
    name: 'svm-research',
  },
} as const;

export const NODES = {
  first: {
    uuid: '91b4c3de-53c0-11f0-9d1e-00a098d0aa20',
    name: 'prod-cluster-01-01',
  },
  second: {
    uuid: '91b4c3de-53c0-11f0-9d1e-00a098d0aa21',
    name: 'prod-cluster-01-02',
  },
} as const;

export const CLUSTER = {
  uuid: '8a7e6b14-53c0-11f0-9d1e-00a098d0aa30',
  name: 'prod-cluster-01',
} as const;
