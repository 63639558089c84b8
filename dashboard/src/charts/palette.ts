/** The colours of the style sheet, as a canvas needs them. */
export type Palette = {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly series: ReadonlyArray<string>;
  readonly font: string;
  readonly bandOf: (band: string | null) => string;
};

const SERIES = 8;

export const paletteOf = (element: Element): Palette => {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: value('--ink'),
    muted: value('--ink-soft'),
    line: value('--line'),
    surface: value('--surface'),
    accent: value('--accent'),
    series: Array.from({ length: SERIES }, (_, i) => value(`--series-${i + 1}`)),
    font: style.fontFamily,
    bandOf: (band) => value(`--fill-${band}`) || value('--fill-unscored'),
  };
};
