import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The server that `npm run dev` passes calls to.
const server = process.env['DUIKOU_WEB_SERVER'] ?? 'http://127.0.0.1:7180';

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: process.env['DUIKOU_WEB_OUT'] ?? '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1300,
    // What most pages share comes at once, instead of in dozens of files that
    // are asked for only when a page's own code is there. ECharts is loaded
    // where it is drawn, messages where they are sent.
    rolldownOptions: { output: { codeSplitting: { groups: [
      { name: 'libraries', minShareCount: 3,
        test: /node_modules\/(?!echarts|zrender|fflate)/ },
      { name: 'parts', minShareCount: 2,
        test: /\/src\/(?!gen\/|pages\/|export\/|parts\/(sankey|treemap))/ },
    ] } } },
  },
  server: { proxy: { '^/duikou\\.': server } },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
