type Line = { readonly mark: string; readonly name: string; readonly value: string };

const element = (tag: string, className: string, ...children: ReadonlyArray<Node | string>): HTMLElement => {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
};

/** Built as elements, not as text: the page's content policy lets no markup bring styles of its own. */
export const tooltipOf = (title: string, lines: ReadonlyArray<Line>): HTMLElement =>
  element(
    'div',
    'tooltip',
    element('strong', 'tooltip-title', title),
    ...lines.map(({ mark, name, value }) => {
      const dot = element('i', 'tooltip-mark');
      dot.style.background = mark;
      return element('div', 'tooltip-line', dot, element('span', 'tooltip-name', name), element('b', '', value));
    }),
  );
