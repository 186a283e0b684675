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
    // Several pages share ECharts, which is loaded only where it is drawn.
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '^/duikou\\.': server } },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
