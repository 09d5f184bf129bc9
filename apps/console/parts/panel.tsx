/** A part of a screen under a heading, and a table that is scrolled sideways where it is too wide. */
import type { ComponentChildren } from 'preact';

interface Titled {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Panel({ id, title, children }: Titled) {
  return <section class="panel" aria-labelledby={`${id}-title`}><h2 id={`${id}-title`}>{title}</h2>{children}</section>;
}

interface Headed {
  readonly label: string;
  /** A head of an amount begins with `#`. */
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}

export function WideTable({ label, heads, children }: Headed) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" class={head.startsWith('#') ? 'amount' : undefined}>{head.replace(/^#/, '')}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
