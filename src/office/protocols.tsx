/** The protocols in use, each with who approved it here; a preparation begins only on what two people approved. */
import type { ReactNode } from 'react';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { StatusTile } from '../ui/status-tile.tsx';
import type { StatusSign } from '../ui/status-words.ts';
import { Message, Office, type Me } from './office.tsx';
import type { ProtocolInUse } from './read-protocols.ts';
import { officeWords, type OfficeSay } from './words.ts';
import styles from './office.module.css';

export interface ProtocolsProps {
  readonly protocols: readonly ProtocolInUse[] | null;
  /** Why they cannot be shown. */
  readonly problem: string | null;
  readonly me: Me;
  readonly staff: readonly StaffMember[];
  readonly opened: string | null;
  readonly onOpen: (digest: string) => void;
  readonly onSignOut: () => void;
  readonly panel: ReactNode;
}

export function Protocols({ protocols, problem, me, staff, opened, onOpen, onSignOut, panel }: ProtocolsProps) {
  const say = officeWords.use();
  return (
    <Office
      page="protocols"
      me={me}
      onSignOut={onSignOut}
      sideTitle={say('protocols.side')}
      side={panel ?? <p className={styles.choose}>{say('protocols.choose')}</p>}
    >
      {protocols === null ? (
        <Message says={problem} />
      ) : protocols.length === 0 ? (
        <p className={styles.none}>{say('protocols.none')}</p>
      ) : (
        <table className={styles.table} aria-label={say('protocols.table')}>
          <thead>
            <tr>
              {(['title', 'version', 'stands', 'by'] as const).map((column) => (
                <th key={column} scope="col" data-column={column}>
                  {say(`protocols.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {protocols.map((protocol) => {
              const sign = signOf(protocol, say);
              return (
                <tr key={protocol.digest} data-opened={protocol.digest === opened || undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles.open}
                      aria-pressed={protocol.digest === opened}
                      onClick={() => onOpen(protocol.digest)}
                    >
                      {protocol.title}
                    </button>
                  </th>
                  <td>{protocol.version}</td>
                  <td>
                    <span className={styles.stands}>
                      <StatusTile sign={sign} board />
                      <span>{sign.short}</span>
                    </span>
                  </td>
                  <td>{protocol.approvals.map(({ person }) => nameOf(staff, person)).join(', ')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Office>
  );
}

/** What two people approved is quiet; what waits for one of them has a tile. */
function signOf({ approved, approvals }: ProtocolInUse, say: OfficeSay): StatusSign {
  const words = say(approved ? 'stands.approved' : approvals.length > 0 ? 'stands.one' : 'stands.nobody');
  return { tone: approved ? 'plain' : 'held', short: words, full: words, since: null, hot: !approved };
}
