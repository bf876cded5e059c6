/** The storage cluster that most changes of the tests are about. */
export const ONTAP = {
  id: '0199a000-0000-7000-8000-0000000000c1',
  name: 'ontap-01',
  kind: 'ontap' as const,
};

/** A vCenter with a trust authority cluster. */
export const TRUST_VCENTER = {
  id: '0199a000-0000-7000-8000-0000000000c2',
  name: 'vc-ta',
  kind: 'vcenter' as const,
};
