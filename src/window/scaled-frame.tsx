/** Another page at its true proportion: drawn at its own size, then scaled to the room there is. */
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import styles from './scaled-frame.module.css';

interface ScaledFrameProps {
  readonly src: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly frame?: RefObject<HTMLIFrameElement | null>;
}

export function ScaledFrame({ src, title, width, height, frame }: ScaledFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0.5);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const fit = () => setScale(current.clientWidth / width);
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(current);
    return () => watch.disconnect();
  }, [width]);
  return (
    <div ref={box} className={styles.box} style={{ aspectRatio: `${width} / ${height}` }}>
      <iframe
        {...(frame === undefined ? {} : { ref: frame })}
        src={src}
        title={title}
        style={{ inlineSize: width, blockSize: height, transform: `scale(${scale})` }}
      />
    </div>
  );
}
