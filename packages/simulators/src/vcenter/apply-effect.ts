import type { Effect, SimulatorStore } from '../host/index.ts';
import { findProvider } from './find-provider.ts';
import type { SimulatedCluster, VcenterState } from './state.ts';
import type { TaskEffect } from './task-effect.ts';

/** Applies an effect once, reports it, and returns the task's result. */
export function applyEffect(
  effect: TaskEffect,
  store: SimulatorStore<VcenterState>,
  recordEffect: (effect: Effect) => void,
): unknown {
  switch (effect.kind) {
    case 'nothing':
      return effect.result;
    case 'configure-kms-services':
      store.update((state) =>
        configure(state, effect.cluster, effect.services),
      );
      for (const service of effect.services) {
        recordEffect({
          operation: 'trusted-cluster.kms-services.create',
          object: effect.cluster,
          detail: { service },
        });
      }
      return effect.services[0];
    case 'remove-kms-service':
      store.update((state) => {
        const cluster = clusterOf(state, effect.cluster);
        if (!cluster) return;
        cluster.services = cluster.services.filter(
          (id) => id !== effect.service,
        );
        cluster.applied = cluster.applied.filter(
          (applied) => applied.service !== effect.service,
        );
      });
      recordEffect({
        operation: 'trusted-cluster.kms-services.delete',
        object: effect.cluster,
        detail: { service: effect.service },
      });
      return undefined;
    case 'remediate':
      store.update((state) => remediate(state, effect.cluster));
      recordEffect({
        operation: 'trusted-cluster.kms-services.remediate',
        object: effect.cluster,
      });
      return undefined;
    case 'client-certificate':
      store.update((state) => {
        const provider = findProvider(state, effect.cluster, effect.provider);
        if (provider) provider.clientCertificate = effect.certificate;
      });
      recordEffect({
        operation: effect.operation,
        object: `${effect.cluster}/${effect.provider}`,
        ...(effect.privateKeySha256 !== undefined && {
          detail: { privateKeySha256: effect.privateKeySha256 },
        }),
      });
      return undefined;
    case 'csr':
      store.update((state) => {
        const provider = findProvider(state, effect.cluster, effect.provider);
        if (provider) {
          provider.csr = {
            pem: effect.pem,
            publicKeySha256: effect.publicKeySha256,
          };
        }
      });
      recordEffect({
        operation: 'client-certificate.csr.create',
        object: `${effect.cluster}/${effect.provider}`,
      });
      return { csr: effect.pem };
  }
}

function clusterOf(
  state: VcenterState,
  id: string,
): SimulatedCluster | undefined {
  return state.clusters.find((cluster) => cluster.id === id);
}

function configure(
  state: VcenterState,
  clusterId: string,
  ids: string[],
): void {
  const cluster = clusterOf(state, clusterId);
  if (!cluster) return;
  for (const id of ids) {
    if (cluster.services.includes(id)) continue;
    cluster.services.push(id);
    apply(state, cluster, id);
  }
}

function apply(
  state: VcenterState,
  cluster: SimulatedCluster,
  id: string,
): void {
  const service = state.services.find((candidate) => candidate.id === id);
  if (service) {
    cluster.applied.push({
      address: service.address,
      health: 'OK',
      service: id,
      details: [],
    });
  }
}

/** Makes the applied side equal to the desired one. */
function remediate(state: VcenterState, clusterId: string): void {
  const cluster = clusterOf(state, clusterId);
  if (!cluster) return;
  cluster.applied = [];
  for (const id of cluster.services) apply(state, cluster, id);
}
