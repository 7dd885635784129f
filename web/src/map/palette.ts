// SPDX-License-Identifier: Apache-2.0
// Colours of the map in both themes: a harbour at night, a chart by day. Symbols keep 3:1 against land and water.
import type { UnitStatus } from '../api/types';

export type Theme = 'dark' | 'light';

/** In the order the shader knows them. */
export const kStatuses: readonly UnitStatus[] = ['free', 'sent', 'en_route', 'on_scene', 'busy', 'off_duty'];

export interface Palette {
  land: string; water: string; waterline: string; park: string; built: string; square: string; quay: string; sand: string;
  building: string; buildingLine: string;
  motorway: string; primary: string; secondary: string; street: string; walk: string; path: string; casing: string; rail: string;
  boundary: string; district: string;
  label: string; labelStrong: string; labelWater: string; labelPlace: string; halo: string;
  proposal: string; decision: string; lamp: string;
  /** Road changes: closed, slowed, one-way. */
  closed: string; slow: string; oneWay: string;
  /** What free units reach, in the colour of free units; each band lies over the wider ones. */
  covered: string; coverOpacity: number;
  /** People per square metre, the six levels from free to critical; told apart by every kind of colour vision (crowd_palette.test.ts), as solids and over the land. */
  crowd: readonly [string, string, string, string, string, string]; crowdOpacity: number;
  /** Behind a unit's shape, so that it stands out on anything. */
  rim: string;
  stale: string;
  distress: string;
  status: Record<UnitStatus, string>;
}

/** After Okabe and Ito's set for colour-blind readers, shifted for each ground; the shape says the same. */
export const palettes: Record<Theme, Palette> = {
  dark: {
    land: '#101a23', water: '#0a2334', waterline: '#16394f', park: '#12261f', built: '#131e27', square: '#1d2930', quay: '#17242d', sand: '#24261f',
    building: '#18242e', buildingLine: '#22313d',
    motorway: '#4b5b66', primary: '#3f4e59', secondary: '#34424c', street: '#293640', walk: '#303a3f', path: '#2b3840', casing: '#0c151c', rail: '#3d4550',
    boundary: '#3c5060', district: '#4b6a80',
    label: '#8ba0ae', labelStrong: '#b9c9d3', labelWater: '#4f83a3', labelPlace: '#c4d3dc', halo: '#0d161e',
    proposal: '#f6c667', decision: '#7fd4ff', lamp: '#f6c667',
    closed: '#f0413a', slow: '#f29a3f', oneWay: '#3f8fe0',
    covered: '#3fd1a5', coverOpacity: 0.13,
    crowd: ['#426a7e', '#6f5ec7', '#c165fe', '#fe6ca9', '#fda012', '#f2eb0b'], crowdOpacity: 0.55,
    rim: '#071017', stale: '#7d8a94', distress: '#ff5b52',
    status: { free: '#3fd1a5', sent: '#ffd166', en_route: '#6cc3ff', on_scene: '#d9a0ff', busy: '#c2b49a', off_duty: '#7e8b95' },
  },
  light: {
    land: '#eef0ec', water: '#b9d6e4', waterline: '#9cc3d6', park: '#d3e3cf', built: '#e9ebe7', square: '#e2ddd0', quay: '#dfe2df', sand: '#efe6c9',
    building: '#dde0dc', buildingLine: '#cbd0cc',
    motorway: '#f6d9a8', primary: '#fbe9c6', secondary: '#ffffff', street: '#ffffff', walk: '#f5efe2', path: '#c3bcab', casing: '#c5cbca', rail: '#a3a9ac',
    boundary: '#8d9aa3', district: '#6d8799',
    label: '#4a5963', labelStrong: '#25323b', labelWater: '#2d6685', labelPlace: '#1d2a33', halo: '#f7f8f5',
    proposal: '#9a5b00', decision: '#005f9e', lamp: '#9a5b00',
    closed: '#c9151d', slow: '#a85400', oneWay: '#1560b8',
    covered: '#00755a', coverOpacity: 0.15,
    crowd: ['#4a91ad', '#4b6ddc', '#7e17ba', '#830b75', '#7e0029', '#491300'], crowdOpacity: 0.62,
    rim: '#ffffff', stale: '#66717a', distress: '#c4161c',
    status: { free: '#00755a', sent: '#8f5f00', en_route: '#005f9e', on_scene: '#8a3fb0', busy: '#6b5b3e', off_duty: '#66727a' },
  },
};

/** "#3fd1a5" as three numbers from 0 to 1. */
export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
