import { FormSection } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** Fields of a form that answer one question, under that question. */
export function FormPart({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}): ReactNode {
  return (
    <FormSection title={title} titleElement="h3" className="kw-form-part">
      {children}
    </FormSection>
  );
}
