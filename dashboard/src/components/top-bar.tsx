import { useEffect, useRef } from 'preact/hooks';
import { MENU, pageAt, usePlace } from '../router.js';
import { Brand } from './brand.js';

type Props = { readonly role: string | null; readonly signOut: () => void };

const Menu = () => {
  const menu = useRef<HTMLElement>(null);
  const current = pageAt(usePlace().path)?.name;
  useEffect(() => {
    menu.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav class="menu" aria-label="Pages" ref={menu}>
      {MENU.map(({ name, path, title }) => (
        <a key={name} href={path} aria-current={name === current ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
};

export const TopBar = ({ role, signOut }: Props) => (
  <header class="top-bar">
    <Brand />
    <Menu />
    <div class="who">
      {role !== null && (
        <span class="soft">
          Signed in as <strong>{role}</strong>
        </span>
      )}
      <button type="button" class="quiet" onClick={signOut}>
        Sign out
      </button>
    </div>
  </header>
);
