// The look: one accent, quiet greys, type made for Chinese. The same colours
// stand as custom properties in styles.css.
import type { ThemeConfig } from 'antd';

export const ACCENT = '#0b5c6b';

export const FONTS = '"PingFang SC", "HarmonyOS Sans SC", "Hiragino Sans GB", ' +
  '"Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, ' +
  'sans-serif';

export const theme: ThemeConfig = {
  hashed: false,
  // The styles are Ant Design's own file, which main.tsx includes: making them
  // anew in every window takes a tenth of a second.
  zeroRuntime: true,
  token: {
    colorPrimary: ACCENT,
    colorLink: ACCENT,
    colorInfo: ACCENT,
    colorInfoBg: '#e8f2f4',
    colorInfoBorder: '#bcd8dc',
    colorSuccess: '#27734a',
    colorSuccessBg: '#e9f4ee',
    colorSuccessBorder: '#b5d6c3',
    colorWarning: '#9a5b00',
    colorWarningBg: '#fff5e0',
    colorWarningBorder: '#ecd3a2',
    colorError: '#b3261e',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#eec2be',
    colorText: '#1b2b31',
    colorTextSecondary: '#4a5b63',
    colorTextTertiary: '#5a6a71',
    colorTextQuaternary: '#657379',
    colorTextPlaceholder: '#5a6a71',
    colorTextDescription: '#4a5b63',
    colorBorder: '#c8d2d5',
    colorBorderSecondary: '#e1e7e9',
    colorBgLayout: '#f3f5f6',
    borderRadius: 6,
    fontFamily: FONTS,
    fontSize: 14,
    lineHeight: 1.6,
    wireframe: false,
    // What moves is still where people ask for that.
    motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    motionDurationMid: '0.15s',
    motionDurationSlow: '0.2s',
  },
  components: {
    Table: { headerBg: '#f3f5f6', headerColor: '#4a5b63', cellPaddingBlock: 10 },
    Segmented: { trackBg: '#e1e8ea', trackPadding: 3 },
    Slider: { railBg: '#dde4e6', railHoverBg: '#cdd7da' },
  },
};
