import { expect, type Locator, type Page } from '@playwright/test';

/** Somebody without a pointer: every step is a key that is really pressed. */
export interface Keyboard {
  /** Presses Tab, or Shift+Tab, until this has the focus; every stop on the way has to be seen. */
  reach(target: Locator, direction?: 'Tab' | 'Shift+Tab'): Promise<void>;
  /** Reaches it and presses a key on it. */
  press(target: Locator, key: string): Promise<void>;
  /** Reaches a field and types. */
  type(target: Locator, text: string): Promise<void>;
  /** Reaches a group of cards, goes on to this one by the arrows and chooses it. */
  choose(target: Locator): Promise<void>;
  /** Names of the stops since the last call, in order. */
  stops(): readonly string[];
}

const FARTHEST = 80;

/**
 * Runs in the page after each press: compares what had the focus with how it looked while it had it, and tells what has
 * it now. Something that looks the same in both cases cannot be found by somebody who looks for it.
 */
const LOOK = `(() => {
  const PARTS = [null, '::before', '::after'];
  const STYLES = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'borderWidth',
    'borderBottomWidth', 'backgroundColor', 'textDecorationLine', 'color', 'opacity', 'clip', 'insetBlockStart', 'transform'];
  const appearance = (element) => {
    const seen = [];
    const labels = [...(element.labels ?? [])];
    // A field may be framed by what is around it.
    const chain = [];
    for (let each = element; each !== null && chain.length < 6; each = each.parentElement) chain.push(each);
    for (const each of [...chain, ...labels]) {
      if (!each) continue;
      for (const part of PARTS) {
        const style = getComputedStyle(each, part);
        seen.push(STYLES.map((name) => style[name]).join());
      }
    }
    return seen.join('|');
  };
  document.getAnimations().forEach((each) => {
    if (each.effect.getComputedTiming().endTime !== Infinity) each.finish();
  });
  const nameOf = (element) =>
    (element.getAttribute('aria-label') ?? [...(element.labels ?? [])].map((label) => label.textContent).join(' ').trim())
      || element.textContent.trim().slice(0, 60) || element.tagName;
  const before = globalThis.focusedBefore;
  const unseen = before !== undefined && before.element.isConnected && before.element !== document.activeElement
    && appearance(before.element) === before.appearance ? before.name : null;
  const element = document.activeElement;
  if (element === null || element === document.body) {
    globalThis.focusedBefore = undefined;
    return { name: '', unseen, isInSight: true };
  }
  element.scrollIntoViewIfNeeded?.();
  const { top, left, bottom, right, width, height } = element.getBoundingClientRect();
  const isInSight = width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  globalThis.focusedBefore = { element, name: nameOf(element), appearance: appearance(element) };
  return { name: nameOf(element), unseen, isInSight };
})()`;

interface Seen {
  name: string;
  /** What lost the focus and looks as it did with it. */
  unseen: string | null;
  isInSight: boolean;
}

/** The keyboard in front of a page. */
export function keyboard(page: Page): Keyboard {
  let stops: string[] = [];
  const hasFocus = async (target: Locator): Promise<boolean> =>
    (await target.and(page.locator(':focus')).count()) === 1;
  const look = async (): Promise<void> => {
    const seen = await page.evaluate<Seen>(LOOK);
    expect(seen.unseen, 'looks the same with the focus as without').toBeNull();
    expect(seen.isInSight, `${seen.name} has the focus in sight`).toBe(true);
    stops.push(seen.name);
  };
  const reach: Keyboard['reach'] = async (target, direction = 'Tab') => {
    await expect(target.first()).toBeVisible();
    for (let presses = 0; presses < FARTHEST; presses += 1) {
      if (await hasFocus(target)) return;
      await page.keyboard.press(direction);
      await look();
    }
    throw new Error(
      `${String(target)} is not reached by ${direction}; on the way: ${stops.join(' · ')}`,
    );
  };
  return {
    reach,
    press: async (target, key) => {
      await reach(target);
      await page.keyboard.press(key);
    },
    type: async (target, text) => {
      await reach(target);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
    choose: async (target) => {
      const group = target.locator('xpath=ancestor::*[@role="radiogroup"]');
      await reach(group.getByRole('radio'));
      for (let presses = 0; presses < FARTHEST; presses += 1) {
        if (await hasFocus(target)) {
          await page.keyboard.press('Space');
          return;
        }
        await page.keyboard.press('ArrowDown');
      }
      throw new Error(`${String(target)} is not reached by the arrows.`);
    },
    stops: () => {
      const made = stops;
      stops = [];
      return made;
    },
  };
}
