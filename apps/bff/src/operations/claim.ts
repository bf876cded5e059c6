/**
 * What an open change holds on to. Two open changes on one target exclude each other when they claim the same object
 * and one of the claims is exclusive; the check is made by `changes/open-conflicts.ts`, for every operation alike.
 */
export interface Claim {
  /** Names the object on its target; the same words in every operation that claims it. */
  object: string;
  /** `exclusive` replaces the object, `shared` relies on it staying as it is. */
  mode: 'exclusive' | 'shared';
  /** What the change does, after its reference: `makes a new CSR for this provider`. */
  doing: string;
  /** Only with `exclusive`: why no other may be open beside it, as a sentence. */
  because?: string;
  /** Pointer of the field that chose the object. */
  field: string;
}
