// SPDX-License-Identifier: Apache-2.0
// Short names for the contract's shapes, generated from api/openapi.yaml.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Alarm = Schemas['Alarm'];
export type Audit = Schemas['Audit'];
export type Bulletin = Schemas['Bulletin'];
export type Candidate = Schemas['Candidate'];
export type City = Schemas['City'];
export type CityEvent = Schemas['CityEvent'];
export type Command = Schemas['Command'];
export type Coverage = Schemas['Coverage'];
/** Only a redirection has a part. */
export type CrowdChange = Omit<Schemas['CrowdChange'], 'part'> & { part?: number };
export type CrowdForecast = Schemas['CrowdForecast'];
export type CrowdHistory = Schemas['CrowdHistory'];
type Scenario = Schemas['CrowdScenarios']['scenarios'][number];
export type CrowdScenario = Omit<Scenario, 'variants'> & { variants: { name: string; changes: CrowdChange[] }[] };
export type CrowdNowcast = Schemas['CrowdNowcast'];
export type CrowdState = Schemas['CrowdState'];
export type CrowdSurge = Schemas['CrowdSurge'];
export type CrowdTimeline = Schemas['CrowdTimeline'];
export type Delta = Schemas['Delta'];
export type Device = Schemas['Device'];
export type Disposition = Schemas['Disposition'];
export type EventKind = Schemas['EventKind'];
export type ForecastDriver = Schemas['ForecastDriver'];
export type ForecastSkill = Schemas['CrowdForecast']['skill'][number];
export type GateFlow = Schemas['GateFlow'];
export type Incident = Schemas['Incident'];
export type Kind = Schemas['AlarmKind'];
export type LinkHealth = Schemas['LinkHealth'];
export type Me = Schemas['Me'];
export type Mission = Schemas['Mission'];
export type MissionRoute = Schemas['MissionRoute'];
export type MissionState = Schemas['MissionState'];
export type NowcastReason = CrowdNowcast['reasons'][number];
export type NowcastStreets = Schemas['NowcastStreets'];
export type Outcome = Schemas['Outcome'];
export type PeopleCount = Schemas['PeopleCount'];
export type Place = Schemas['Place'];
export type Recommendation = Schemas['Recommendation'];
export type RefusalKind = Schemas['Refusal']['error']['kind'];
export type RoadBars = Schemas['RoadBars'];
export type RoadChange = Schemas['RoadChange'];
export type RoadEffect = Schemas['RoadEffect'];
export type RoadPreview = Schemas['RoadPreview'];
export type RoadSense = Schemas['RoadSense'];
export type Role = Schemas['Role'];
export type SensorHealth = Schemas['SensorHealth'];
export type SimulatedStreet = Schemas['SimulatedStreet'];
export type Snapshot = Schemas['Snapshot'];
export type Spread = Schemas['Spread'];
export type StreetWarning = CrowdNowcast['warnings'][number];
export type Unit = Schemas['Unit'];
export type UnitPosition = Schemas['UnitPosition'];
export type UnitStatus = Schemas['UnitStatus'];
export type User = Schemas['User'];
export type WeeklyHours = Schemas['WeeklyHours'];
export type Zone = Schemas['Zone'];
export type WhatIf = Schemas['WhatIf'];
export type WhatIfAnswer = NonNullable<WhatIf['answer']>;
export type WhatIfCase = Schemas['WhatIfCase'];
/** The server's own where left out. */
export type WhatIfQuestion = Pick<Schemas['WhatIfQuestion'], 'scenario' | 'people'> & { changes?: CrowdChange[]; runs?: number; seed?: number };
export type ZoneGate = Schemas['ZoneGate'];

/** api/asyncapi.yaml, message Viewport: what part of the city this client looks at. */
export interface Viewport {
  type: 'viewport';
  west: number;
  south: number;
  east: number;
  north: number;
}
