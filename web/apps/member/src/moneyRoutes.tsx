/** The addresses of the wallet's room. */
import { createRoute, lazyRouteComponent as lazy } from "@tanstack/react-router";
import { room } from "./roots.tsx";
import { withWords } from "./text.ts";

const wallet = createRoute({
  getParentRoute: () => room,
  path: "/wallet",
  component: lazy(withWords(["wallet"], () => import("./wallet/WalletPage.tsx")), "WalletPage"),
});
const walletLimits = createRoute({
  getParentRoute: () => room,
  path: "/wallet/limits",
  component: lazy(withWords(["wallet"], () => import("./wallet/LimitsPage.tsx")), "LimitsPage"),
});
const payPassword = createRoute({
  getParentRoute: () => room,
  path: "/wallet/pay-password",
  component: lazy(withWords(["wallet", "account", "security"], () => import("./wallet/PayPasswordPage.tsx")), "PayPasswordPage"),
});
const receipt = createRoute({
  getParentRoute: () => room,
  path: "/wallet/entries/$transferId",
  component: lazy(withWords(["wallet"], () => import("./wallet/ReceiptPage.tsx")), "ReceiptPage"),
});
const transfers = createRoute({
  getParentRoute: () => room,
  path: "/wallet/transfers",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/TransfersPage.tsx")), "TransfersPage"),
});
const transfer = createRoute({
  getParentRoute: () => room,
  path: "/wallet/transfers/$sentId",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/TransferPage.tsx")), "TransferPage"),
});
const sendMoney = createRoute({
  getParentRoute: () => room,
  path: "/wallet/send",
  validateSearch: (search: Record<string, unknown>): { to?: string } => (typeof search["to"] === "string" ? { to: search["to"] } : {}),
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/SendPage.tsx")), "SendPage"),
});
const askForMoney = createRoute({
  getParentRoute: () => room,
  path: "/wallet/ask",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/AskPage.tsx")), "AskPage"),
});
const moneyRequest = createRoute({
  getParentRoute: () => room,
  path: "/wallet/requests/$requestId",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/RequestPage.tsx")), "RequestPage"),
});
const newSplit = createRoute({
  getParentRoute: () => room,
  path: "/wallet/split",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/NewSplitPage.tsx")), "NewSplitPage"),
});
const split = createRoute({
  getParentRoute: () => room,
  path: "/wallet/splits/$splitId",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/SplitPage.tsx")), "SplitPage"),
});
const moneyCodes = createRoute({
  getParentRoute: () => room,
  path: "/wallet/codes",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/CodesPage.tsx")), "CodesPage"),
});
const scan = createRoute({
  getParentRoute: () => room,
  path: "/wallet/scan",
  component: lazy(withWords(["wallet", "transfers"], () => import("./transfers/ScanPage.tsx")), "ScanPage"),
});

export const moneyRoutes = [
  wallet,
  walletLimits,
  payPassword,
  receipt,
  transfers,
  transfer,
  sendMoney,
  askForMoney,
  moneyRequest,
  newSplit,
  split,
  moneyCodes,
  scan,
] as const;
