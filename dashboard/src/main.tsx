import { render } from 'preact';
import { App } from './app.js';
import { followLink } from './router.js';

const root = document.getElementById('app');
if (root === null) throw new Error('the page has no place for the application');
document.addEventListener('click', followLink);
render(<App />, root);
