import { Brand } from './brand.js';

type Props = { readonly role: string | null; readonly signOut: () => void };

export const TopBar = ({ role, signOut }: Props) => (
  <header class="top-bar">
    <Brand />
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
