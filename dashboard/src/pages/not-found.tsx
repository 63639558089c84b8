import { Note } from '../components/note.js';

export const NotFoundPage = () => (
  <main class="page">
    <h1 tabIndex={-1}>Not found</h1>
    <Note title="There is no such page">
      <a href="/">Show all accounts</a>
    </Note>
  </main>
);
