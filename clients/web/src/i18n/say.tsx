// The language of the screen and the texts in it.
import {
  createContext, useCallback, useContext, useEffect, useMemo, useState,
  type ReactNode,
} from 'react';
import { fill, type Figures, type Language, type Text } from './language';

interface LanguageChoice {
  language: Language;
  setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({
  language: 'zh', setLanguage: () => undefined,
});

const KEY = 'duikou-language';

function remembered(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';  // storage is refused: the default serves
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(remembered);
  const setLanguage = useCallback((next: Language) => {
    try { localStorage.setItem(KEY, next); } catch { /* not remembered */ }
    choose(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const value = useMemo(
    () => ({ language, setLanguage }), [language, setLanguage]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

export type Say = <const T extends Text>(text: T, ...figures: Figures<T>) =>
  string;

// Texts in the language of the screen.
export function useSay(): Say {
  const { language } = useLanguage();
  return useCallback(
    <const T extends Text>(text: T, ...figures: Figures<T>) =>
      fill(text, language, ...figures),
    [language]);
}

// What a resource is called, in the language of the screen.
export function useLocal(): (
    text: { zh: string; en: string } | undefined, otherwise?: string) => string {
  const { language } = useLanguage();
  return useCallback((text, otherwise = '') => {
    if (!text) return otherwise;
    return (language === 'en' && text.en) || text.zh || otherwise;
  }, [language]);
}
