// The frame of the pages that are there before anyone is signed in.
import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { shell } from '../../app/texts';
import { useLanguage, useSay } from '../../i18n/say';

export function Entrance({ title, children }: {
  title: string;
  children: ReactNode;
}) {
  const say = useSay();
  const { language, setLanguage } = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${say(shell.product)}`;
  }, [title, say]);
  return (
    <div className="entrance">
      <header className="entrance-head">
        <span className="mark">
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span className="mark-name">{say(shell.product)}</span>
          <span className="mark-line">{say(shell.productLine)}</span>
        </span>
        <Button type="text" lang={language === 'zh' ? 'en' : 'zh-CN'}
          aria-label={say(shell.switchLanguage)}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {say(shell.otherLanguage)}
        </Button>
      </header>
      <main className="entrance-card">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
