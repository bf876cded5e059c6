import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface ChoiceCardProps {
  id: string;
  /** Radio group that the card belongs to. */
  group: string;
  title: string;
  labels?: ReactNode;
  isChosen: boolean;
  /** Why it cannot be chosen, with the nearest alternative. */
  unavailable?: { reason: string; alternative: string | null } | undefined;
  onChoose: () => void;
  children: ReactNode;
}

/**
 * One alternative as a card that works as a radio button; one that is unavailable says why and what to use instead. The
 * card itself takes the pointer, so that whatever is on it can be pointed at; the radio is there for keys and readers.
 */
export function ChoiceCard(props: ChoiceCardProps): ReactNode {
  const { id, unavailable } = props;
  return (
    <Card
      id={id}
      isCompact
      isSelectable
      isSelected={props.isChosen}
      isDisabled={unavailable !== undefined}
      className="kw-choice"
      onClick={unavailable === undefined ? props.onChoose : undefined}
    >
      <CardHeader
        selectableActions={{
          variant: 'single',
          selectableActionId: `${id}-choice`,
          selectableActionAriaLabelledby: `${id}-title`,
          name: props.group,
          onChange: props.onChoose,
        }}
      >
        <CardTitle component="h3" id={`${id}-title`}>
          {props.title}
        </CardTitle>
      </CardHeader>
      <CardBody>
        {props.children}
        {unavailable !== undefined && (
          <p className="kw-unavailable">
            {unavailable.reason} {unavailable.alternative}
          </p>
        )}
        {props.labels !== undefined && (
          <div className="kw-choice-labels">{props.labels}</div>
        )}
      </CardBody>
    </Card>
  );
}
