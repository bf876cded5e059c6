import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

import { lendProver } from '../api/prove-again.ts';
import type { ProofDialogProps } from './proof-dialog-props.ts';

interface Question extends ProofDialogProps {
  Dialog: ComponentType<ProofDialogProps>;
}

/** Answers every call that needs a fresh proof with a dialog; the dialog itself is loaded when it is first needed. */
export function StepUpHost(): ReactNode {
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => {
    const waiting = new Set<(isProved: boolean) => void>();
    const takeBack = lendProver(async (problem) => {
      const [{ StepUpDialog }, { placeOnTop }] = await Promise.all([
        import('./step-up-dialog.tsx'),
        import('../dialogs/place-on-top.ts'),
      ]);
      return new Promise<boolean>((resolve) => {
        const top = placeOnTop();
        const onDone = (isProved: boolean): void => {
          waiting.delete(onDone);
          top.remove();
          setQuestion(null);
          resolve(isProved);
        };
        waiting.add(onDone);
        setQuestion({
          Dialog: StepUpDialog,
          problem,
          place: top.element,
          onDone,
        });
      });
    });
    return () => {
      takeBack();
      for (const onDone of waiting) onDone(false);
    };
  }, []);
  if (question === null) return null;
  const { Dialog, ...props } = question;
  return <Dialog {...props} />;
}
