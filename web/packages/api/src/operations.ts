/** One function per operation of the contract, named as its `operationId`. */
import { type Given, send } from "./client.ts";
import type * as t from "./types.ts";

type Call<Answer, Needs> = (given: Needs & { headers?: Given["headers"]; signal?: AbortSignal }) => Promise<Answer>;
type Cursor = { query?: { cursor?: string | null; limit?: number } };
type InCircle = { path: { circle_id: string } };
type OfPost = { path: { circle_id: string; post_id: string } };
type OfComment = { path: { circle_id: string; post_id: string; comment_id: string } };
type Nothing = Record<never, never>;

function call<Answer, Needs = Nothing>(method: string, path: string): Call<Answer, Needs> {
  return (given) => send<Answer>(method, path, given as Given);
}
const get = <Answer, Needs = Nothing>(path: string) => call<Answer, Needs>("GET", path);
const post = <Answer, Needs = Nothing>(path: string) => call<Answer, Needs>("POST", path);
const put = <Answer, Needs = Nothing>(path: string) => call<Answer, Needs>("PUT", path);
const patch = <Answer, Needs = Nothing>(path: string) => call<Answer, Needs>("PATCH", path);
const del = <Answer, Needs = Nothing>(path: string) => call<Answer, Needs>("DELETE", path);

export const getSite = get<t.Site>("/site");
export const requestSignUpCode = post<t.CodeSent, { body: { email: string; locale: t.Locale } }>("/sign-up-codes");
export type SignUpBody = {
  email: string;
  code: string;
  password: string;
  name: string;
  handle: string;
  age_class: t.AgeClass;
  terms_version: string;
  locale: t.Locale;
};
export const signUp = post<t.Me, { body: SignUpBody }>("/accounts");
export const checkHandle = get<t.HandleCheck, { query: { handle: string } }>("/handle-checks");
export const signIn = post<t.Me, { body: { email: string; password: string } }>("/sessions");
export const signOut = del<void>("/sessions/current");
export const listSessions = get<t.Session[]>("/sessions");
export const revokeSession = del<void, { path: { session_id: string } }>("/sessions/{session_id}");
export const revokeOtherSessions = del<void>("/sessions");
export const requestResetCode = post<t.CodeSent, { body: { email: string; locale: t.Locale } }>("/reset-codes");
export const resetPassword = post<void, { body: { email: string; code: string; password: string } }>("/password-resets");
export const claimAccount = post<t.Me, { body: { token: string; password: string; email?: string; code?: string; age_class: t.AgeClass } }>("/account-claims");
export const openDoor = post<t.Me, { body: { door: t.DoorName } }>("/door-sign-ins");
export const getMe = get<t.Me>("/me");
export type ProfileEdit = Partial<Pick<t.Me, "name" | "bio" | "handle" | "locale" | "theme" | "zone">>;
export const editProfile = patch<t.Me, { body: ProfileEdit }>("/me");
export const changePassword = put<void, { body: { current: string; password: string } }>("/me/password");
export const chooseInterests = put<t.Me, { body: { topics: string[] } }>("/me/interests");
export const setAvatar = put<t.Me, { body: { media_id: string } }>("/me/avatar");
export const clearAvatar = del<t.Me>("/me/avatar");
export const leaveTonghao = del<t.Me, { body: { password: string } }>("/me");
export const returnToTonghao = post<t.Me>("/me/returns");
export const listBlocks = get<t.ProfileCard[]>("/me/blocks");
export const block = put<void, { path: { account_id: string } }>("/me/blocks/{account_id}");
export const unblock = del<void, { path: { account_id: string } }>("/me/blocks/{account_id}");
export const getProfile = get<t.Profile, { path: { handle: string } }>("/accounts/{handle}");

export type PartnerBody = {
  name: string;
  name_en: string;
  category: string;
  about: string;
  responsible_name: string;
  convention_accepted: boolean;
};
export const applyAsPartner = post<t.Partner, { body: PartnerBody }>("/partners");
export const listMyPartners = get<t.Partner[]>("/partners/mine");
export const listPartners = get<t.Page<t.Partner>, { query?: { state?: string; cursor?: string | null } }>("/partners");
export const getPartner = get<t.Partner, { path: { partner_id: string } }>("/partners/{partner_id}");
export const approvePartner = post<t.Partner, { path: { partner_id: string }; body: Nothing }>("/partners/{partner_id}/approvals");
export const refusePartner = post<t.Partner, { path: { partner_id: string }; body: { reason: string } }>("/partners/{partner_id}/refusals");
export const listStaff = get<t.StaffMember[], { path: { partner_id: string } }>("/partners/{partner_id}/staff");
export const addStaff = put<void, { path: { partner_id: string; handle: string } }>("/partners/{partner_id}/staff/{handle}");
export const removeStaff = del<void, { path: { partner_id: string; handle: string } }>("/partners/{partner_id}/staff/{handle}");

export const listTopics = get<t.Topic[]>("/topics");
export const discoverCircles = get<t.Page<t.CircleCard>, { query?: { topic?: string; q?: string; cursor?: string | null } }>("/circles");
export const listMyCircles = get<t.CircleCard[]>("/me/circles");
export type CircleBody = {
  partner_id: string;
  slug: string;
  name: string;
  name_en: string;
  topic: string;
  description: string;
  description_en: string;
  rules: string;
  kind: "open" | "invite";
};
export const openCircle = post<t.Circle, { body: CircleBody }>("/circles");
export const getCircle = get<t.Circle, InCircle>("/circles/{circle_id}");
export const findCircleBySlug = get<t.Circle, { path: { slug: string } }>("/circle-slugs/{slug}");
export type CircleEdit = Partial<Omit<CircleBody, "partner_id" | "slug">> & { cover_media_id?: string | null };
export const editCircle = patch<t.Circle, InCircle & { body: CircleEdit }>("/circles/{circle_id}");
export const joinCircle = post<t.Circle, InCircle & { body: { invite?: string } }>("/circles/{circle_id}/memberships");
export const leaveCircle = del<void, InCircle>("/circles/{circle_id}/memberships/me");
export const listMembers = get<t.Page<t.Member>, InCircle & { query?: { cursor?: string | null; q?: string } }>("/circles/{circle_id}/members");
type OfMember = { path: { circle_id: string; account_id: string } };
export const appointMember = put<t.Member, OfMember & { body: { role: "host" | "helper" | "member" } }>("/circles/{circle_id}/members/{account_id}/role");
export const listBans = get<t.Page<t.Ban>, InCircle & Cursor>("/circles/{circle_id}/bans");
export const banMember = post<t.Ban, InCircle & { body: { account_id: string; reason: string; hours: number | null } }>("/circles/{circle_id}/bans");
export const liftBan = del<void, OfMember>("/circles/{circle_id}/bans/{account_id}");
export const listInvites = get<t.Invite[], InCircle>("/circles/{circle_id}/invites");
export const makeInvite = post<t.Invite, InCircle>("/circles/{circle_id}/invites");
export const revokeInvite = del<void, { path: { circle_id: string; invite_id: string } }>("/circles/{circle_id}/invites/{invite_id}");
export const previewInvite = get<t.CircleCard, { path: { token: string } }>("/invites/{token}");
export const setDutyShifts = put<t.Circle, InCircle & { body: { shifts: t.DutyShift[] } }>("/circles/{circle_id}/duty-shifts");

export const listCirclePosts = get<t.Page<t.Post>, InCircle & Cursor>("/circles/{circle_id}/posts");
export const listAccountPosts = get<t.Page<t.Post>, { path: { handle: string } } & Cursor>("/accounts/{handle}/posts");
export type PostBody = { text: string; photos: { media_id: string; alt: string }[] };
export const writePost = post<t.Post, InCircle & { body: PostBody }>("/circles/{circle_id}/posts");
export const getPost = get<t.Post, OfPost>("/circles/{circle_id}/posts/{post_id}");
export const editPost = patch<t.Post, OfPost & { body: PostBody & { version: number } }>("/circles/{circle_id}/posts/{post_id}");
export const deletePost = del<void, OfPost>("/circles/{circle_id}/posts/{post_id}");
export const listPostVersions = get<t.PostVersion[], OfPost>("/circles/{circle_id}/posts/{post_id}/versions");
export const likePost = post<t.Likes, OfPost>("/circles/{circle_id}/posts/{post_id}/likes");
export const unlikePost = del<t.Likes, OfPost>("/circles/{circle_id}/posts/{post_id}/likes/me");
export type FloorsQuery = { after_floor?: number; from_floor?: number; author_only?: boolean; limit?: number; cursor?: string | null };
export const listFloors = get<t.Page<t.Comment>, OfPost & { query?: FloorsQuery }>("/circles/{circle_id}/posts/{post_id}/comments");
type OfFloor = { path: { circle_id: string; post_id: string; floor: number } };
export const listReplies = get<t.Page<t.Comment>, OfFloor & Cursor>("/circles/{circle_id}/posts/{post_id}/floors/{floor}/replies");
export type CommentBody = { text: string; floor?: number; reply_to_id?: string };
export const writeComment = post<t.Comment, OfPost & { body: CommentBody }>("/circles/{circle_id}/posts/{post_id}/comments");
export const editComment = patch<t.Comment, OfComment & { body: { text: string; version: number } }>("/circles/{circle_id}/posts/{post_id}/comments/{comment_id}");
export const deleteComment = del<void, OfComment>("/circles/{circle_id}/posts/{post_id}/comments/{comment_id}");
export const likeComment = post<t.Likes, OfComment>("/circles/{circle_id}/posts/{post_id}/comments/{comment_id}/likes");
export const unlikeComment = del<t.Likes, OfComment>("/circles/{circle_id}/posts/{post_id}/comments/{comment_id}/likes/me");

export const getMedium = get<t.Medium, { path: { media_id: string } }>("/media/{media_id}");
export const deleteMedium = del<void, { path: { media_id: string } }>("/media/{media_id}");

export const readFeed = get<t.Page<t.FeedEntry>, Cursor>("/feed");
export const listMutes = get<t.Mute[]>("/feed/mutes");
type OfMute = { path: { subject_kind: "circle" | "account"; subject_id: string } };
export const muteInFeed = put<void, OfMute>("/feed/mutes/{subject_kind}/{subject_id}");
export const unmuteInFeed = del<void, OfMute>("/feed/mutes/{subject_kind}/{subject_id}");
export const listNotifications = get<t.NotificationPage, Cursor>("/notifications");
export const countUnread = get<t.Unread>("/notifications/unread");
export const readNotifications = post<t.Unread, { body: { ids: string[] | null } }>("/notifications/reads");

export const listCategories = get<t.CategoryView[]>("/categories");
export type ReportBody = {
  subject_kind: t.SubjectKind;
  subject_id: string;
  circle_id?: string;
  post_id?: string;
  category: string;
  note?: string;
};
export const reportContent = post<t.Report, { body: ReportBody }>("/reports");
export const listMyReports = get<t.Page<t.Report>, Cursor>("/reports/mine");
export const listReports = get<t.Page<t.ReportRow>, { query?: { cursor?: string | null; state?: string } }>("/reports");
export const listCases = get<t.Page<t.CaseRow>, { query?: { state?: "open" | "closed"; cursor?: string | null } }>("/cases");
type OfCase = { path: { case_id: string } };
export const getCase = get<t.Case, OfCase>("/cases/{case_id}");
export const decideCase = post<t.Case, OfCase & { body: { act: "release" | "remove"; category: string; note: string } }>("/cases/{case_id}/decisions");
export const undoDecision = post<t.Case, OfCase & { body: { note: string } }>("/cases/{case_id}/undos");
export const claimCase = post<t.Case, OfCase>("/cases/{case_id}/claims");
export const readAudit = get<t.Page<t.AuditEntry>, { query?: { cursor?: string | null; subject_id?: string } }>("/audit");
export const getAuditHead = get<t.AuditHead>("/audit/head");
export const listPeople = get<t.Page<t.Person>, { query?: { q?: string; cursor?: string | null } }>("/people");
export const getOverview = get<t.Overview>("/console/overview");
