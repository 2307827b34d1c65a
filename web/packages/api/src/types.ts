/** The shapes of the contract, as the generated client has them, under the names that the pages use. */
import type * as g from "./generated/types.gen.ts";

export type {
  Agreement,
  Appeal,
  AppealFile,
  AppealRow,
  Assumption,
  AuditEntry,
  Ban,
  BankCounts,
  BankEntry,
  Brake,
  BreakerTrip,
  Case,
  CaseCircle,
  CaseReport,
  CaseRow,
  CategoryView,
  Challenge,
  CheckedIn,
  CheckInCode,
  Child,
  Choice,
  Circle,
  CircleAct,
  Clinic,
  ClinicQuestion,
  CircleCard,
  CircleEdit,
  CircleLevels,
  CircleStaff,
  CodeSent,
  Column,
  Comment,
  Decision,
  DigestCategory,
  Door,
  Draft,
  DrawnExample,
  DutyException,
  DutyShift,
  Exempt,
  FeedEntry,
  Finding,
  FollowSettings,
  Fund,
  FundEntry,
  Gadget,
  Guess,
  Guest,
  HandleCheck,
  Hit,
  Hits,
  HouseRules,
  HouseVersion,
  HouseView,
  HouseWord,
  Hunt,
  HuntHit,
  InForce,
  Invite,
  JoinAsk,
  JoinQuestion,
  JoinRequest,
  LicenceDraft,
  Likes,
  Lock,
  LostPet,
  MarginNote,
  Mark,
  Marks,
  Me,
  Medium,
  Meetup,
  Member,
  MonthRoom,
  Mute,
  MyChallenge,
  MyGrowth,
  MyJoinRequest,
  Names,
  Notification,
  NotificationPage,
  NotificationSettings,
  OnDuty,
  OpeningPage,
  Overlay,
  OverseenCircle,
  Overview,
  Partner,
  PartnerCheck,
  PartnerPage,
  PartnerRecord,
  Passkey,
  PasskeyAsked,
  PastCase,
  Person,
  PointEntry,
  PointRule,
  PolicyReplay,
  PolicyVersion,
  Poll,
  Post,
  PostingRules,
  PostVersion,
  Profile,
  ProfileCard,
  ProfileEdit,
  PublishedStandard,
  Quoted,
  Raisable,
  ReadingMonth,
  Recovery,
  Remark,
  Replay,
  ReplayBasis,
  ReplayFrame,
  ReplayMilestone,
  ReplayRow,
  Report,
  ReportRow,
  Restriction,
  RunBy,
  Sample,
  SampleDesk,
  Sanction,
  SanctionOfPerson,
  Saved,
  SaveFolder,
  SaveFolders,
  SavePlace,
  ScheduledPost,
  Section,
  SeenPhoto,
  Session,
  ShownPhoto,
  Site,
  Snapshot,
  Solved,
  StaffInvitation,
  StaffMember,
  Standard,
  StandardChange,
  StandardRule,
  StandingRow,
  TagCount,
  Takeout,
  TeamUp,
  Thanks,
  ThreadMark,
  Topic,
  Turn,
  UnattendedCircle,
  Unread,
  Useful,
  Verdict,
  Voter,
  Week,
  Why,
} from "./generated/types.gen.ts";

/** One page of a keyset: its entries, and the cursor of the next one, or null at the end. */
export type Page<T> = { entries: T[]; next_cursor?: string | null };

export type CodeRequestBody = g.CodeRequest;
export type PollBody = g.PollDraft;
export type MeetupBody = g.MeetupDraft;
export type SignUpBody = g.SignUp;
export type PartnerBody = g.Application;
export type CircleBody = g.NewCircle;
export type ReportBody = g.NewReport;
export type MediaRef = g.Cover;
export type { Photo } from "./generated/types.gen.ts";
export type AuditHead = g.Head;
export type NotificationDetails = g.Details;
export type Reason = g.Reason;
export type Label = g.Label;

export type Locale = NonNullable<g.ProfileEdit["locale"]>;
export type Theme = NonNullable<g.ProfileEdit["theme"]>;
export type AgeClass = g.SignUp["age_class"];
export type CircleRole = NonNullable<g.CircleCard["my_role"]>;
export type DoorName = g.DoorSignIn["door"];
export type HandleRefusal = NonNullable<g.HandleCheck["reason"]>;
export type ContentState = g.Comment["state"];
export type MediumState = g.Medium["state"];
export type SubjectKind = g.NewReport["subject_kind"];
export type ReportState = g.Report["state"];
export type HuntKind = g.Hunt["kind"];
export type CaseState = g.CaseRow["state"];
export type PartnerState = g.Partner["state"];
export type RegisterKind = g.Application["register_kind"];
export type NotificationKind = g.Notification["kind"];
export type RestrictionKind = g.Restriction["kind"];
export type SanctionKind = g.Sanction["kind"];
export type Feature = NonNullable<g.Brake["feature"]>;
