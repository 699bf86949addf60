/** The page begins here. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Crash } from './crash.tsx';
import { Routes } from './routes.tsx';
import { registerServiceWorker } from './service-worker.ts';
import './ui/tokens.css';
import './ui/press.css';

const theme = new URLSearchParams(window.location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Crash>
        <Routes />
      </Crash>
    </StrictMode>,
  );
}
if (import.meta.env.PROD) void registerServiceWorker();
