import { say } from '@keyward/messages';
import {
  MenuToggle,
  Select,
  SelectList,
  SelectOption,
  TextInputGroup,
  TextInputGroupMain,
  type MenuToggleElement,
} from '@patternfly/react-core';
import { useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import {
  matchingOptions,
  usableText,
  type ComboOption,
} from './combo-options.ts';
import { describedBy, FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { textOf, type FieldProps } from './field-props.ts';

interface ComboFieldProps<V extends FieldValues> extends FieldProps<V> {
  options: readonly ComboOption[];
  placeholder?: string;
  /** Stands in the open list above the options: progress, a failed read, or what to do when there is none. */
  status?: string | undefined;
  /** Stands below the control. */
  children?: ReactNode;
}

/** Pick from a live list, or type an id that the list does not show. */
export function ComboField<V extends FieldValues>(
  props: ComboFieldProps<V>,
): ReactNode {
  const {
    field: { ref, value: held, onBlur, onChange },
    fieldState,
  } = useController({
    control: props.control,
    name: props.name,
  });
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const id = fieldId(props.name);
  const value = textOf(held);
  const error = fieldState.error?.message;
  const chosen = props.options.find((option) => option.value === value);
  const shown = matchingOptions(props.options, typed ?? '');
  const own = usableText(props.options, typed ?? '');
  const rows: ComboOption[] =
    own === null
      ? shown
      : [...shown, { value: own, label: say('form.use', { own }) }];

  const close = (): void => {
    setOpen(false);
    setActive(-1);
  };
  const choose = (option: ComboOption | undefined): void => {
    if (option === undefined || option.disabledReason !== undefined) return;
    onChange(option.value);
    setTyped(null);
    close();
  };
  const leave = (): void => {
    // What was typed and not picked counts as typed: an id that was pasted and tabbed away from is not lost.
    if (typed !== null) {
      onChange(
        props.options.find((option) => option.label === typed.trim())?.value ??
          typed.trim(),
      );
    }
    setTyped(null);
    close();
    onBlur();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (rows.length > 0) {
        setActive(
          (active + step + rows.length + (active < 0 && step < 0 ? 1 : 0)) %
            rows.length,
        );
      }
    } else if (event.key === 'Enter') {
      if (isOpen) event.preventDefault();
      if (isOpen && active >= 0) choose(rows[active]);
      else if (isOpen && rows.length === 1) choose(rows[0]);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setTyped(null);
      close();
    } else if (event.key === 'Tab') {
      // Before the cursor moves on, so that it cannot land in a list that is about to go.
      close();
    }
  };

  const toggle = (toggleRef: Ref<MenuToggleElement>): ReactNode => (
    <MenuToggle
      ref={toggleRef}
      variant="typeahead"
      aria-label={say('form.show-choices-for', {
        label: props.label,
      })}
      isExpanded={isOpen}
      isFullWidth
      isDisabled={props.disabledReason !== undefined}
      onClick={() => {
        setOpen(!isOpen);
      }}
      {...(error === undefined ? {} : { status: 'danger' as const })}
    >
      <TextInputGroup isPlain isDisabled={props.disabledReason !== undefined}>
        <TextInputGroupMain
          ref={ref}
          inputId={id}
          value={typed ?? chosen?.label ?? value}
          placeholder={props.placeholder ?? say('form.choose-or-type-an-id')}
          autoComplete="off"
          role="combobox"
          isExpanded={isOpen}
          aria-controls={`${id}-list`}
          aria-label={props.label}
          inputProps={{
            'aria-describedby': describedBy(id, { ...props, error }),
            'aria-invalid': error !== undefined,
            'aria-required': props.isRequired ?? false,
            'aria-autocomplete': 'list',
            spellCheck: false,
          }}
          {...(active >= 0
            ? { 'aria-activedescendant': `${id}-option-${String(active)}` }
            : {})}
          onClick={() => {
            setOpen(true);
          }}
          onBlur={leave}
          onKeyDown={onKeyDown}
          onChange={(_event, text) => {
            setTyped(text);
            setOpen(true);
            setActive(-1);
          }}
        />
      </TextInputGroup>
    </MenuToggle>
  );

  return (
    <FieldFrame {...props} id={id} error={error} after={props.children}>
      <Select
        isOpen={isOpen}
        selected={value}
        variant="typeahead"
        isScrollable
        maxMenuHeight="20rem"
        popperProps={{ appendTo: 'inline' }}
        toggle={toggle}
        // The list would keep the cursor on the first Tab.
        onOpenChangeKeys={[say('form.escape')]}
        onOpenChange={(open) => {
          if (!open) close();
        }}
        onSelect={(_event, picked) => {
          choose(rows.find((option) => option.value === picked));
        }}
      >
        <SelectList id={`${id}-list`} aria-label={props.label}>
          {props.status !== undefined && (
            <SelectOption key="status" isDisabled value="">
              {props.status}
            </SelectOption>
          )}
          {rows.map((option, index) => (
            <SelectOption
              key={option.value}
              id={`${id}-option-${String(index)}`}
              value={option.value}
              isFocused={active === index}
              isSelected={option.value === value}
              isDisabled={option.disabledReason !== undefined}
              description={option.disabledReason ?? option.description}
              onMouseDown={(event) => {
                event.preventDefault();
              }}
            >
              {option.label}
            </SelectOption>
          ))}
        </SelectList>
      </Select>
    </FieldFrame>
  );
}
