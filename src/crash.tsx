/** A screen that broke says so and can be opened again; what was recorded is in the outbox and not in the screen. */
import { Component, type ReactNode } from 'react';
import { tabletWords } from './ui/words/en-tablet.ts';

interface CrashProps {
  readonly children: ReactNode;
}

export class Crash extends Component<CrashProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main role="alert" style={{ display: 'grid', gap: 24, justifyItems: 'start', padding: '56px 24px' }}>
        <h1 style={{ font: 'var(--text-name)' }}>{tabletWords.say('crash.title')}</h1>
        <p>{tabletWords.say('crash.hint')}</p>
        {/* A plain button: what broke may be what draws the others. */}
        <button type="button" className="again" onClick={() => window.location.reload()}>
          {tabletWords.say('crash.again')}
        </button>
      </main>
    );
  }
}
