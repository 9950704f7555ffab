import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { keepMenusInView } from './menus.ts';
import { followLinks } from './router.ts';

followLinks();
keepMenusInView();
const root = document.getElementById('app');
if (root) render(<App />, root);
