import type { Numbers } from './numbers.js';

type Props = { readonly caption: string; readonly numbers: Numbers };

/** Scrolls by itself, with the keyboard too, so that no column reaches over the edge of the page. */
export const NumberTable = ({ caption, numbers: { columns, rows } }: Props) => (
  <details class="numbers">
    <summary>Numbers</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */}
    <section class="scrolled" tabIndex={0} aria-label={caption}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td key={columns[i]} class="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);
