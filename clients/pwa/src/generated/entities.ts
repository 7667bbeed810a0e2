// Written by `make types` from schemas/entities/. Do not edit.

import type { CounterChange, Members } from "@/replica/core/changes";
import type { Declaration, EntityName } from "@/replica/core/schema";

import type { Meta } from "./wire";

// What a declaration looks like is written by hand.
export type * from "@/replica/core/schema";
export type { Meta } from "./wire";

export const PROTOCOL = 1;
export const SCHEMA = 1;

export type Role = "admin" | "dispatcher" | "organiser" | "driver" | "barista";

/** Role -> the scopes that it holds by itself. */
export const ROLES: Readonly<Record<Role, { readonly scopes: readonly string[] }>> = {
  admin: { scopes: ["everyone", "office", "event"] },
  dispatcher: { scopes: ["everyone", "office"] },
  organiser: { scopes: ["everyone", "event"] },
  driver: { scopes: ["everyone"] },
  barista: { scopes: ["everyone"] },
};

/** The kinds of scope in the order in which a bootstrap delivers them. */
export const SCOPE_ORDER = ["user", "route", "station", "everyone", "event", "office"] as const;

/** A point on the map in WGS 84, with the radius of its uncertainty in metres. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly accuracy?: number | null;
}

/** So many of one product at one price; the price is fixed when the order is taken. */
export interface OrderLine {
  readonly item: string;
  readonly quantity: number;
  readonly price?: number;
}

/** The part of the day in which the customer expects somebody, by the organisation's clock. */
export interface Window {
  readonly start: string;
  readonly end: string;
}

/** 組織 · Organisation */
export interface Organisation {
  readonly id: string;
  readonly _: Meta;
  /** 名稱 · Name */
  readonly name: string;
  /** 時區 · Time zone */
  readonly time_zone: string;
  /** 幣別 · Currency */
  readonly currency: string;
  /** 語言 · Languages */
  readonly languages?: readonly string[];
}

export interface OrganisationValues {
  readonly name: string;
  readonly time_zone?: string;
  readonly currency?: string;
  readonly languages?: readonly string[];
}

export interface OrganisationChanges {
  readonly name?: string;
  readonly time_zone?: string;
  readonly currency?: string;
  readonly languages?: Members<string>;
}

/** 人員 · Person */
export interface Person {
  readonly id: string;
  readonly _: Meta;
  /** 姓名 · Name */
  readonly name: string;
  /** 角色 · Role */
  readonly role: "admin" | "dispatcher" | "organiser" | "driver" | "barista";
  /** 電話 · Phone */
  readonly phone?: string;
  /** 顏色 · Colour */
  readonly colour?: string;
  /** 在職 · Active */
  readonly active: boolean;
}

export interface PersonValues {
  readonly name: string;
  readonly role: "admin" | "dispatcher" | "organiser" | "driver" | "barista";
  readonly phone?: string | null;
  readonly colour?: string | null;
  readonly active?: boolean;
}

export interface PersonChanges {
  readonly name?: string;
  readonly role?: "admin" | "dispatcher" | "organiser" | "driver" | "barista";
  readonly phone?: string | null;
  readonly colour?: string | null;
  readonly active?: boolean;
}

/** 客戶 · Customer */
export interface Customer {
  readonly id: string;
  readonly _: Meta;
  /** 姓名 · Name */
  readonly name: string;
  /** 電話 · Phone */
  readonly phone?: string;
  /** 地址 · Address */
  readonly address?: string;
  /** 行政區 · District */
  readonly district?: string;
  /** 座標 · Coordinates */
  readonly place?: Place;
  /** 送貨備註 · Delivery note */
  readonly note?: string;
  /** 瓦斯桶規格 (公斤) · Cylinder sizes (kg) */
  readonly sizes?: readonly (4 | 10 | 16 | 20 | 50)[];
  /** 現有瓦斯桶 · Cylinders on hand */
  readonly cylinders: number;
  /** 押金餘額 · Deposit balance */
  readonly deposit: number;
}

export interface CustomerValues {
  readonly name: string;
  readonly phone?: string | null;
  readonly address?: string | null;
  readonly district?: string | null;
  readonly place?: Place | null;
  readonly note?: string | null;
  readonly sizes?: readonly (4 | 10 | 16 | 20 | 50)[];
  readonly cylinders?: number;
  readonly deposit?: number;
}

export interface CustomerChanges {
  readonly name?: string;
  readonly phone?: string | null;
  readonly address?: string | null;
  readonly district?: string | null;
  readonly place?: Place | null;
  readonly note?: string | null;
  readonly sizes?: Members<4 | 10 | 16 | 20 | 50>;
  readonly cylinders?: CounterChange;
  readonly deposit?: CounterChange;
}

/** 品項 · Item */
export interface Item {
  readonly id: string;
  readonly _: Meta;
  /** 名稱 · Name */
  readonly name: string;
  /** 英文名稱 · English name */
  readonly name_en?: string;
  /** 種類 · Kind */
  readonly kind: "cylinder" | "drink" | "milk" | "supply";
  /** 單價 · Price */
  readonly price: number;
  /** 押金 · Deposit */
  readonly deposit?: number;
  /** 規格 (公斤) · Size (kg) */
  readonly size?: number;
  /** 濃縮份數 · Shots */
  readonly shots?: number;
  /** 牛奶量 (毫升，中杯) · Milk in a medium cup (ml) */
  readonly milk_ml?: number;
  /** 顏色 · Colour */
  readonly colour?: string;
  /** 供應中 · Available */
  readonly active: boolean;
}

export interface ItemValues {
  readonly name: string;
  readonly name_en?: string | null;
  readonly kind: "cylinder" | "drink" | "milk" | "supply";
  readonly price?: number;
  readonly deposit?: number | null;
  readonly size?: number | null;
  readonly shots?: number | null;
  readonly milk_ml?: number | null;
  readonly colour?: string | null;
  readonly active?: boolean;
}

export interface ItemChanges {
  readonly name?: string;
  readonly name_en?: string | null;
  readonly kind?: "cylinder" | "drink" | "milk" | "supply";
  readonly price?: number;
  readonly deposit?: number | null;
  readonly size?: number | null;
  readonly shots?: number | null;
  readonly milk_ml?: number | null;
  readonly colour?: string | null;
  readonly active?: boolean;
}

/** 車輛 · Vehicle */
export interface Vehicle {
  readonly id: string;
  readonly _: Meta;
  /** 車牌 · Plate */
  readonly plate: string;
  /** 名稱 · Name */
  readonly name?: string;
  /** 滿瓶 · Full cylinders aboard */
  readonly full: number;
  /** 空瓶 · Empties aboard */
  readonly empty: number;
  /** 使用中 · In use */
  readonly active: boolean;
}

export interface VehicleValues {
  readonly plate: string;
  readonly name?: string | null;
  readonly full?: number;
  readonly empty?: number;
  readonly active?: boolean;
}

export interface VehicleChanges {
  readonly plate?: string;
  readonly name?: string | null;
  readonly full?: CounterChange;
  readonly empty?: CounterChange;
  readonly active?: boolean;
}

/** 訂單 · Delivery order */
export interface DeliveryOrder {
  readonly id: string;
  readonly _: Meta;
  /** 單號 · Number */
  readonly number?: number;
  /** 客戶 · Customer → customer */
  readonly customer: string;
  /** 品項明細 · Lines */
  readonly lines: readonly OrderLine[];
  /** 優先 · Priority */
  readonly priority: "low" | "normal" | "high" | "urgent";
  /** 希望時段 · Time window */
  readonly window?: Window;
  /** 付款方式 · Payment method */
  readonly payment: "cash" | "transfer" | "monthly" | "card";
  /** 金額 · Total */
  readonly total?: number;
  /** 備註 · Note */
  readonly note?: string;
  /** 下單時間 · Placed at */
  readonly placed_at?: number;
  /** 狀態 · State */
  readonly state: "draft" | "confirmed" | "assigned" | "out_for_delivery" | "cancelled" | "failed" | "delivered";
}

export interface DeliveryOrderValues {
  readonly number?: number | null;
  readonly customer: string;
  readonly lines?: readonly OrderLine[];
  readonly priority?: "low" | "normal" | "high" | "urgent";
  readonly window?: Window | null;
  readonly payment?: "cash" | "transfer" | "monthly" | "card";
  readonly total?: number | null;
  readonly note?: string | null;
  readonly placed_at?: number | null;
  readonly state?: "draft" | "confirmed";
}

export interface DeliveryOrderChanges {
  readonly number?: number | null;
  readonly customer?: string;
  readonly lines?: readonly OrderLine[];
  readonly priority?: "low" | "normal" | "high" | "urgent";
  readonly window?: Window | null;
  readonly payment?: "cash" | "transfer" | "monthly" | "card";
  readonly total?: number | null;
  readonly note?: string | null;
  readonly placed_at?: number | null;
  readonly state?: "draft" | "confirmed" | "assigned" | "out_for_delivery" | "cancelled" | "failed" | "delivered";
}

/** 路線 · Route */
export interface Route {
  readonly id: string;
  readonly _: Meta;
  /** 名稱 · Name */
  readonly name: string;
  /** 日期 · Day */
  readonly day: string;
  /** 司機 · Driver → person */
  readonly driver?: string;
  /** 車輛 · Vehicle → vehicle */
  readonly vehicle?: string;
  /** 備註 · Note */
  readonly note?: string;
  /** 出發時間 · Started at */
  readonly started_at?: number;
  /** 收工時間 · Finished at */
  readonly finished_at?: number;
  /** 狀態 · State */
  readonly state: "planned" | "running" | "paused" | "finished";
}

export interface RouteValues {
  readonly name: string;
  readonly day: string;
  readonly driver?: string | null;
  readonly vehicle?: string | null;
  readonly note?: string | null;
  readonly started_at?: number | null;
  readonly finished_at?: number | null;
  readonly state?: "planned";
}

export interface RouteChanges {
  readonly name?: string;
  readonly day?: string;
  readonly driver?: string | null;
  readonly vehicle?: string | null;
  readonly note?: string | null;
  readonly started_at?: number | null;
  readonly finished_at?: number | null;
  readonly state?: "planned" | "running" | "paused" | "finished";
}

/** 站點 · Stop */
export interface Stop {
  readonly id: string;
  readonly _: Meta;
  /** 路線 · Route → route */
  readonly route: string;
  /** 訂單 · Order → delivery_order */
  readonly order?: string;
  /** 客戶 · Customer → customer */
  readonly customer?: string;
  /** 順序 · Sequence */
  readonly sequence: number;
  /** 時段 · Time window */
  readonly window?: Window;
  /** 備註 · Note */
  readonly note?: string;
  /** 無法送達原因 · Failure reason */
  readonly failure?: string;
  /** 抵達時間 · Arrived at */
  readonly arrived_at?: number;
  /** 司機看過 · Seen by the driver at */
  readonly seen_at?: number;
  /** 狀態 · State */
  readonly state: "planned" | "arrived" | "skipped" | "failed" | "delivered";
}

export interface StopValues {
  readonly route: string;
  readonly order?: string | null;
  readonly customer?: string | null;
  readonly sequence?: number;
  readonly window?: Window | null;
  readonly note?: string | null;
  readonly failure?: string | null;
  readonly arrived_at?: number | null;
  readonly seen_at?: number | null;
  readonly state?: "planned";
}

export interface StopChanges {
  readonly route?: string;
  readonly order?: string | null;
  readonly customer?: string | null;
  readonly sequence?: number;
  readonly window?: Window | null;
  readonly note?: string | null;
  readonly failure?: string | null;
  readonly arrived_at?: number | null;
  readonly seen_at?: number | null;
  readonly state?: "planned" | "arrived" | "skipped" | "failed" | "delivered";
}

/** 送達紀錄 · Delivery */
export interface Delivery {
  readonly id: string;
  readonly _: Meta;
  /** 站點 · Stop → stop */
  readonly stop: string;
  /** 路線 · Route → route */
  readonly route: string;
  /** 司機 · Driver → person */
  readonly driver?: string;
  /** 結果 · Outcome */
  readonly outcome: "delivered" | "failed";
  /** 無法送達原因 · Failure reason */
  readonly failure?: string;
  /** 簽收人 · Recipient */
  readonly recipient?: string;
  /** 簽名 · Signature */
  readonly signature?: string;
  /** 照片 · Photos */
  readonly photos?: readonly string[];
  /** 留下瓦斯桶 · Cylinders left */
  readonly left: number;
  /** 收回空瓶 · Empties taken back */
  readonly empties: number;
  /** 付款方式 · Payment method */
  readonly payment?: "cash" | "transfer" | "monthly" | "card";
  /** 實收金額 · Amount taken */
  readonly amount?: number;
  /** 位置 · Position */
  readonly place?: Place;
  /** 裝置時間 · Device time */
  readonly at_device?: number;
  /** 校正時間 · Corrected time */
  readonly at?: number;
  /** 收到時間 · Received at */
  readonly received_at?: number;
}

export interface DeliveryValues {
  readonly stop: string;
  readonly route: string;
  readonly driver?: string | null;
  readonly outcome?: "delivered" | "failed";
  readonly failure?: string | null;
  readonly recipient?: string | null;
  readonly signature?: string | null;
  readonly photos?: readonly string[];
  readonly left?: number;
  readonly empties?: number;
  readonly payment?: "cash" | "transfer" | "monthly" | "card" | null;
  readonly amount?: number | null;
  readonly place?: Place | null;
  readonly at_device?: number | null;
  readonly at?: number | null;
}

export interface DeliveryChanges {
  readonly stop?: string;
  readonly route?: string;
  readonly driver?: string | null;
  readonly outcome?: "delivered" | "failed";
  readonly failure?: string | null;
  readonly recipient?: string | null;
  readonly signature?: string | null;
  readonly photos?: Members<string>;
  readonly left?: CounterChange;
  readonly empties?: CounterChange;
  readonly payment?: "cash" | "transfer" | "monthly" | "card" | null;
  readonly amount?: number | null;
  readonly place?: Place | null;
  readonly at_device?: number | null;
  readonly at?: number | null;
}

/** 吧台 · Station */
export interface Station {
  readonly id: string;
  readonly _: Meta;
  /** 名稱 · Name */
  readonly name: string;
  /** 顏色 · Colour */
  readonly colour?: string;
  /** 暫停接單 · Paused */
  readonly paused: boolean;
  /** 售完 · Sold out → item */
  readonly sold_out?: readonly string[];
  /** 咖啡師 · Baristas → person */
  readonly baristas?: readonly string[];
  /** 負責人 · Lead → person */
  readonly lead?: string;
  /** 快逾時門檻 (分鐘) · Soon after (min) */
  readonly soon_after: number;
  /** 逾時門檻 (分鐘) · Late after (min) */
  readonly late_after: number;
}

export interface StationValues {
  readonly name: string;
  readonly colour?: string | null;
  readonly paused?: boolean;
  readonly sold_out?: readonly string[];
  readonly baristas?: readonly string[];
  readonly lead?: string | null;
  readonly soon_after?: number;
  readonly late_after?: number;
}

export interface StationChanges {
  readonly name?: string;
  readonly colour?: string | null;
  readonly paused?: boolean;
  readonly sold_out?: Members<string>;
  readonly baristas?: Members<string>;
  readonly lead?: string | null;
  readonly soon_after?: number;
  readonly late_after?: number;
}

/** 庫存品項 · Inventory item */
export interface InventoryItem {
  readonly id: string;
  readonly _: Meta;
  /** 吧台 · Station → station */
  readonly station: string;
  /** 品項 · Item → item */
  readonly item?: string;
  /** 名稱 · Name */
  readonly name: string;
  /** 用途 · Used as */
  readonly supply: "beans" | "milk" | "cup" | "lid" | "other";
  /** 杯型 · Cup size */
  readonly size?: "S" | "M" | "L";
  /** 單位 · Unit */
  readonly unit: string;
  /** 每杯用量 · Used per cup */
  readonly per_cup: number;
  /** 每包數量 · Units in a pack */
  readonly pack: number;
  /** 低庫存門檻 · Low-stock threshold */
  readonly threshold: number;
  /** 容量 · Capacity */
  readonly capacity?: number;
  /** 存量 · Stock */
  readonly stock: number;
}

export interface InventoryItemValues {
  readonly station: string;
  readonly item?: string | null;
  readonly name: string;
  readonly supply?: "beans" | "milk" | "cup" | "lid" | "other";
  readonly size?: "S" | "M" | "L" | null;
  readonly unit?: string;
  readonly per_cup?: number;
  readonly pack?: number;
  readonly threshold?: number;
  readonly capacity?: number | null;
  readonly stock?: number;
}

export interface InventoryItemChanges {
  readonly station?: string;
  readonly item?: string | null;
  readonly name?: string;
  readonly supply?: "beans" | "milk" | "cup" | "lid" | "other";
  readonly size?: "S" | "M" | "L" | null;
  readonly unit?: string;
  readonly per_cup?: number;
  readonly pack?: number;
  readonly threshold?: number;
  readonly capacity?: number | null;
  readonly stock?: CounterChange;
}

/** 飲品訂單 · Drink order */
export interface DrinkOrder {
  readonly id: string;
  readonly _: Meta;
  /** 單號 · Number */
  readonly number?: number;
  /** 吧台 · Station → station */
  readonly station: string;
  /** 飲品 · Drink → item */
  readonly item?: string;
  /** 品名 · Drink name */
  readonly drink: string;
  /** 容量 · Size */
  readonly size: "S" | "M" | "L";
  /** 奶類 · Milk → item */
  readonly milk?: string;
  /** 濃縮份數 · Shots */
  readonly shots?: number;
  /** 加選 · Options */
  readonly options?: readonly string[];
  /** 取餐名 · Name */
  readonly name?: string;
  /** 電話 · Phone */
  readonly phone?: string;
  /** 備註 · Note */
  readonly note?: string;
  /** 團單代碼 · Group code */
  readonly group?: string;
  /** 下單時間 · Placed at */
  readonly placed_at?: number;
  /** 開始製作時間 · Started at */
  readonly started_at?: number;
  /** 完成時間 · Completed at */
  readonly completed_at?: number;
  /** 咖啡師 · Barista → person */
  readonly barista?: string;
  /** 狀態 · State */
  readonly state: "pending" | "in_progress" | "cancelled" | "completed" | "picked_up";
}

export interface DrinkOrderValues {
  readonly number?: number | null;
  readonly station: string;
  readonly item?: string | null;
  readonly drink: string;
  readonly size?: "S" | "M" | "L";
  readonly milk?: string | null;
  readonly shots?: number | null;
  readonly options?: readonly string[];
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly note?: string | null;
  readonly group?: string | null;
  readonly placed_at?: number | null;
  readonly started_at?: number | null;
  readonly completed_at?: number | null;
  readonly barista?: string | null;
  readonly state?: "pending";
}

export interface DrinkOrderChanges {
  readonly number?: number | null;
  readonly station?: string;
  readonly item?: string | null;
  readonly drink?: string;
  readonly size?: "S" | "M" | "L";
  readonly milk?: string | null;
  readonly shots?: number | null;
  readonly options?: Members<string>;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly note?: string | null;
  readonly group?: string | null;
  readonly placed_at?: number | null;
  readonly started_at?: number | null;
  readonly completed_at?: number | null;
  readonly barista?: string | null;
  readonly state?: "pending" | "in_progress" | "cancelled" | "completed" | "picked_up";
}

/** 班表 · Schedule */
export interface Schedule {
  readonly id: string;
  readonly _: Meta;
  /** 吧台 · Station → station */
  readonly station: string;
  /** 人員 · Person → person */
  readonly person: string;
  /** 開始時間 · Starts at */
  readonly starts_at: number;
  /** 結束時間 · Ends at */
  readonly ends_at: number;
  /** 簽到時間 · Checked in at */
  readonly checked_in_at?: number;
  /** 簽退時間 · Checked out at */
  readonly checked_out_at?: number;
  /** 備註 · Note */
  readonly note?: string;
}

export interface ScheduleValues {
  readonly station: string;
  readonly person: string;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly checked_in_at?: number | null;
  readonly checked_out_at?: number | null;
  readonly note?: string | null;
}

export interface ScheduleChanges {
  readonly station?: string;
  readonly person?: string;
  readonly starts_at?: number;
  readonly ends_at?: number;
  readonly checked_in_at?: number | null;
  readonly checked_out_at?: number | null;
  readonly note?: string | null;
}

/** 訊息 · Message */
export interface Message {
  readonly id: string;
  readonly _: Meta;
  /** 發訊人 · Author → person */
  readonly author: string;
  /** 內容 · Text */
  readonly text: string;
  /** 來自吧台 · From station → station */
  readonly from_station?: string;
  /** 給吧台 · To station → station */
  readonly to_station?: string;
  /** 給路線 · To route → route */
  readonly to_route?: string;
  /** 給人員 · To person → person */
  readonly to_person?: string;
  /** 給辦公室 · To the office */
  readonly to_office?: boolean;
  /** 廣播 · To everyone */
  readonly broadcast?: boolean;
  /** 送出時間 · Sent at */
  readonly sent_at?: number;
  /** 收到時間 · Received at */
  readonly received_at?: number;
}

export interface MessageValues {
  readonly author: string;
  readonly text: string;
  readonly from_station?: string | null;
  readonly to_station?: string | null;
  readonly to_route?: string | null;
  readonly to_person?: string | null;
  readonly to_office?: boolean | null;
  readonly broadcast?: boolean | null;
  readonly sent_at?: number | null;
}

export interface MessageChanges {
  readonly author?: string;
  readonly text?: string;
  readonly from_station?: string | null;
  readonly to_station?: string | null;
  readonly to_route?: string | null;
  readonly to_person?: string | null;
  readonly to_office?: boolean | null;
  readonly broadcast?: boolean | null;
  readonly sent_at?: number | null;
}

/** Entity -> a record as it is shown. */
export interface Docs {
  readonly organisation: Organisation;
  readonly person: Person;
  readonly customer: Customer;
  readonly item: Item;
  readonly vehicle: Vehicle;
  readonly delivery_order: DeliveryOrder;
  readonly route: Route;
  readonly stop: Stop;
  readonly delivery: Delivery;
  readonly station: Station;
  readonly inventory_item: InventoryItem;
  readonly drink_order: DrinkOrder;
  readonly schedule: Schedule;
  readonly message: Message;
}

/** Entity -> what makes one. */
export interface EntityValues {
  readonly organisation: OrganisationValues;
  readonly person: PersonValues;
  readonly customer: CustomerValues;
  readonly item: ItemValues;
  readonly vehicle: VehicleValues;
  readonly delivery_order: DeliveryOrderValues;
  readonly route: RouteValues;
  readonly stop: StopValues;
  readonly delivery: DeliveryValues;
  readonly station: StationValues;
  readonly inventory_item: InventoryItemValues;
  readonly drink_order: DrinkOrderValues;
  readonly schedule: ScheduleValues;
  readonly message: MessageValues;
}

/** Entity -> what changes one. */
export interface EntityChanges {
  readonly organisation: OrganisationChanges;
  readonly person: PersonChanges;
  readonly customer: CustomerChanges;
  readonly item: ItemChanges;
  readonly vehicle: VehicleChanges;
  readonly delivery_order: DeliveryOrderChanges;
  readonly route: RouteChanges;
  readonly stop: StopChanges;
  readonly delivery: DeliveryChanges;
  readonly station: StationChanges;
  readonly inventory_item: InventoryItemChanges;
  readonly drink_order: DrinkOrderChanges;
  readonly schedule: ScheduleChanges;
  readonly message: MessageChanges;
}

/** Every entity, those that others refer to first. */
export const ENTITY_NAMES: readonly EntityName[] = [
  "organisation",
  "person",
  "customer",
  "item",
  "vehicle",
  "delivery_order",
  "route",
  "stop",
  "delivery",
  "station",
  "inventory_item",
  "drink_order",
  "schedule",
  "message",
];

export const ENTITIES: { readonly [E in EntityName]: Declaration<E> } = {
  organisation: {
    plural: "organisations",
    label: { zh: "組織", en: "Organisation" },
    title: "name",
    fields: {
      name: {
        kind: "register",
        label: { zh: "名稱", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      time_zone: {
        default: "Asia/Taipei",
        kind: "register",
        label: { zh: "時區", en: "Time zone" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      currency: {
        default: "TWD",
        kind: "register",
        label: { zh: "幣別", en: "Currency" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Z]{3})$(?!\\n)" },
        required: true,
      },
      languages: {
        kind: "set",
        label: { zh: "語言", en: "Languages" },
        type: { type: "string", maxLength: 120 },
      },
    },
    scopes: [{ kind: "everyone" }],
    writers: [
      { roles: ["founder"], acts: ["create"] },
      { roles: ["admin"], acts: ["edit"] },
    ],
  },
  person: {
    plural: "people",
    label: { zh: "人員", en: "Person" },
    title: "name",
    search: ["name"],
    fields: {
      name: {
        kind: "register",
        label: { zh: "姓名", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      role: {
        kind: "register",
        label: { zh: "角色", en: "Role" },
        resolver: "latest",
        type: { enum: ["admin", "dispatcher", "organiser", "driver", "barista"] },
        required: true,
      },
      phone: {
        kind: "register",
        label: { zh: "電話", en: "Phone" },
        resolver: "latest",
        type: {
          type: "string",
          maxLength: 32,
          pattern: "^(?:[0-9+() #*-]*)$(?!\\n)",
        },
      },
      colour: {
        kind: "register",
        label: { zh: "顏色", en: "Colour" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:#[0-9a-f]{6})$(?!\\n)" },
      },
      active: {
        default: true,
        kind: "register",
        label: { zh: "在職", en: "Active" },
        resolver: "latest",
        type: { type: "boolean" },
        required: true,
      },
    },
    scopes: [{ kind: "everyone" }],
    writers: [
      { roles: ["admin"], acts: ["create", "delete", "edit"] },
      {
        roles: ["barista", "dispatcher", "driver", "organiser"],
        acts: ["edit"],
        fields: ["colour", "name", "phone"],
        mine: "id",
      },
    ],
    events: [
      { name: "user_created", on: ["create"] },
      { name: "user_updated", on: ["delete", "edit"] },
    ],
  },
  customer: {
    plural: "customers",
    label: { zh: "客戶", en: "Customer" },
    title: "name",
    search: ["name", "phone", "address"],
    fields: {
      name: {
        kind: "register",
        label: { zh: "姓名", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      phone: {
        kind: "register",
        label: { zh: "電話", en: "Phone" },
        resolver: "latest",
        type: {
          type: "string",
          maxLength: 32,
          pattern: "^(?:[0-9+() #*-]*)$(?!\\n)",
        },
      },
      address: {
        kind: "register",
        label: { zh: "地址", en: "Address" },
        resolver: "latest",
        type: { type: "string", maxLength: 400 },
      },
      district: {
        kind: "register",
        label: { zh: "行政區", en: "District" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
      },
      place: {
        kind: "register",
        label: { zh: "座標", en: "Coordinates" },
        resolver: "latest",
        type: {
          title: "Place",
          description: "A point on the map in WGS 84, with the radius of its uncertainty in metres.",
          type: "object",
          properties: {
            lat: { type: "number", minimum: -90, maximum: 90 },
            lon: { type: "number", minimum: -180, maximum: 180 },
            accuracy: {
              anyOf: [
                { type: "number", minimum: 0, maximum: 100000 },
                { type: "null" },
              ],
              default: null,
            },
          },
          required: ["lat", "lon"],
          additionalProperties: false,
        },
      },
      note: {
        kind: "register",
        label: { zh: "送貨備註", en: "Delivery note" },
        resolver: "keep",
        type: { type: "string", maxLength: 8000 },
      },
      sizes: {
        kind: "set",
        label: { zh: "瓦斯桶規格 (公斤)", en: "Cylinder sizes (kg)" },
        type: { enum: [4, 10, 16, 20, 50] },
      },
      cylinders: {
        default: 0,
        kind: "counter",
        label: { zh: "現有瓦斯桶", en: "Cylinders on hand" },
        type: { type: "integer" },
      },
      deposit: {
        default: 0,
        kind: "counter",
        label: { zh: "押金餘額", en: "Deposit balance" },
        type: { type: "integer" },
      },
    },
    scopes: [{ kind: "office" }],
    writers: [
      { roles: ["admin", "dispatcher"], acts: ["create", "delete", "edit"] },
      {
        roles: ["driver"],
        acts: ["edit"],
        fields: ["cylinders", "deposit", "note", "phone", "place"],
        late: true,
      },
    ],
  },
  item: {
    plural: "items",
    label: { zh: "品項", en: "Item" },
    title: "name",
    search: ["name", "name_en"],
    fields: {
      name: {
        kind: "register",
        label: { zh: "名稱", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      name_en: {
        kind: "register",
        label: { zh: "英文名稱", en: "English name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
      },
      kind: {
        kind: "register",
        label: { zh: "種類", en: "Kind" },
        resolver: "latest",
        type: { enum: ["cylinder", "drink", "milk", "supply"] },
        required: true,
      },
      price: {
        default: 0,
        kind: "register",
        label: { zh: "單價", en: "Price" },
        resolver: "latest",
        type: { type: "integer", minimum: -1000000000, maximum: 1000000000 },
        required: true,
      },
      deposit: {
        kind: "register",
        label: { zh: "押金", en: "Deposit" },
        resolver: "latest",
        type: { type: "integer", minimum: -1000000000, maximum: 1000000000 },
      },
      size: {
        kind: "register",
        label: { zh: "規格 (公斤)", en: "Size (kg)" },
        resolver: "latest",
        type: { type: "integer", minimum: 1, maximum: 1000 },
      },
      shots: {
        kind: "register",
        label: { zh: "濃縮份數", en: "Shots" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
      },
      milk_ml: {
        kind: "register",
        label: { zh: "牛奶量 (毫升，中杯)", en: "Milk in a medium cup (ml)" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
      },
      colour: {
        kind: "register",
        label: { zh: "顏色", en: "Colour" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:#[0-9a-f]{6})$(?!\\n)" },
      },
      active: {
        default: true,
        kind: "register",
        label: { zh: "供應中", en: "Available" },
        resolver: "latest",
        type: { type: "boolean" },
        required: true,
      },
    },
    scopes: [{ kind: "everyone" }],
    writers: [
      {
        roles: ["admin", "dispatcher", "organiser"],
        acts: ["create", "delete", "edit"],
      },
    ],
    events: [{ name: "milk_colors_updated", on: ["edit"], fields: ["colour"] }],
  },
  vehicle: {
    plural: "vehicles",
    label: { zh: "車輛", en: "Vehicle" },
    title: "plate",
    search: ["plate", "name"],
    fields: {
      plate: {
        kind: "register",
        label: { zh: "車牌", en: "Plate" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      name: {
        kind: "register",
        label: { zh: "名稱", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
      },
      full: {
        default: 0,
        kind: "counter",
        label: { zh: "滿瓶", en: "Full cylinders aboard" },
        type: { type: "integer" },
        minimum: 0,
      },
      empty: {
        default: 0,
        kind: "counter",
        label: { zh: "空瓶", en: "Empties aboard" },
        type: { type: "integer" },
        minimum: 0,
      },
      active: {
        default: true,
        kind: "register",
        label: { zh: "使用中", en: "In use" },
        resolver: "latest",
        type: { type: "boolean" },
        required: true,
      },
    },
    scopes: [{ kind: "office" }],
    writers: [
      { roles: ["admin", "dispatcher"], acts: ["create", "delete", "edit"] },
      {
        roles: ["driver"],
        acts: ["edit"],
        fields: ["empty", "full"],
        late: true,
      },
    ],
  },
  delivery_order: {
    plural: "delivery_orders",
    label: { zh: "訂單", en: "Delivery order" },
    title: "number",
    search: ["number", "note"],
    fields: {
      number: {
        kind: "register",
        label: { zh: "單號", en: "Number" },
        resolver: "latest",
        type: {
          type: "integer",
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        series: "number",
      },
      customer: {
        kind: "register",
        label: { zh: "客戶", en: "Customer" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "customer",
        follow: ["route"],
      },
      lines: {
        default: [],
        kind: "register",
        label: { zh: "品項明細", en: "Lines" },
        resolver: "keep",
        type: {
          type: "array",
          items: {
            title: "OrderLine",
            description: "So many of one product at one price; the price is fixed when the order is taken.",
            type: "object",
            properties: {
              item: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
              quantity: { type: "integer", minimum: 1, maximum: 1000 },
              price: {
                type: "integer",
                minimum: -1000000000,
                maximum: 1000000000,
                default: 0,
              },
            },
            required: ["item", "quantity"],
            additionalProperties: false,
          },
        },
        required: true,
      },
      priority: {
        default: "normal",
        kind: "register",
        label: { zh: "優先", en: "Priority" },
        resolver: "latest",
        type: { enum: ["low", "normal", "high", "urgent"] },
        required: true,
      },
      window: {
        kind: "register",
        label: { zh: "希望時段", en: "Time window" },
        resolver: "latest",
        type: {
          title: "Window",
          description: "The part of the day in which the customer expects somebody, by the organisation's clock.",
          type: "object",
          properties: {
            start: {
              type: "string",
              pattern: "^(?:([01][0-9]|2[0-3]):[0-5][0-9])$(?!\\n)",
            },
            end: {
              type: "string",
              pattern: "^(?:([01][0-9]|2[0-3]):[0-5][0-9])$(?!\\n)",
            },
          },
          required: ["start", "end"],
          additionalProperties: false,
        },
      },
      payment: {
        default: "cash",
        kind: "register",
        label: { zh: "付款方式", en: "Payment method" },
        resolver: "latest",
        type: { enum: ["cash", "transfer", "monthly", "card"] },
        required: true,
      },
      total: {
        kind: "register",
        label: { zh: "金額", en: "Total" },
        resolver: "latest",
        type: { type: "integer", minimum: -1000000000, maximum: 1000000000 },
      },
      note: {
        kind: "register",
        label: { zh: "備註", en: "Note" },
        resolver: "keep",
        type: { type: "string", maxLength: 8000 },
      },
      placed_at: {
        kind: "register",
        label: { zh: "下單時間", en: "Placed at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      state: {
        default: "draft",
        kind: "register",
        label: { zh: "狀態", en: "State" },
        resolver: "rank",
        type: {
          enum: [
            "draft",
            "confirmed",
            "assigned",
            "out_for_delivery",
            "cancelled",
            "failed",
            "delivered",
          ],
        },
        required: true,
        order: [
          "draft",
          "confirmed",
          "assigned",
          "out_for_delivery",
          "cancelled",
          "failed",
          "delivered",
        ],
        initial: ["confirmed", "draft"],
        transitions: [
          { leave: "draft", enter: "confirmed" },
          { leave: "draft", enter: "cancelled" },
          { leave: "confirmed", enter: "assigned" },
          { leave: "confirmed", enter: "cancelled" },
          { leave: "assigned", enter: "confirmed" },
          { leave: "assigned", enter: "out_for_delivery" },
          { leave: "assigned", enter: "cancelled" },
          { leave: "assigned", enter: "delivered" },
          { leave: "assigned", enter: "failed" },
          { leave: "out_for_delivery", enter: "delivered" },
          { leave: "out_for_delivery", enter: "failed" },
          { leave: "out_for_delivery", enter: "assigned" },
          { leave: "out_for_delivery", enter: "cancelled" },
          { leave: "failed", enter: "confirmed" },
          { leave: "failed", enter: "assigned" },
          { leave: "failed", enter: "cancelled" },
          { leave: "delivered", enter: "out_for_delivery", undo: true },
          { leave: "delivered", enter: "assigned", undo: true },
          { leave: "failed", enter: "out_for_delivery", undo: true },
          {
            leave: "cancelled",
            enter: "confirmed",
            roles: ["admin", "dispatcher"],
            undo: true,
          },
        ],
      },
    },
    scopes: [{ kind: "office" }],
    writers: [
      { roles: ["admin", "dispatcher"], acts: ["create", "delete", "edit"] },
      {
        roles: ["driver"],
        acts: ["edit"],
        fields: ["note", "payment", "state", "total"],
        late: true,
      },
    ],
    events: [{ name: "order_updated", on: ["create", "delete", "edit"] }],
  },
  route: {
    plural: "routes",
    label: { zh: "路線", en: "Route" },
    title: "name",
    search: ["name"],
    fields: {
      name: {
        kind: "register",
        label: { zh: "名稱", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      day: {
        kind: "register",
        label: { zh: "日期", en: "Day" },
        resolver: "latest",
        type: {
          type: "string",
          pattern: "^(?:[0-9]{4}-[0-9]{2}-[0-9]{2})$(?!\\n)",
        },
        required: true,
      },
      driver: {
        kind: "register",
        label: { zh: "司機", en: "Driver" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "person",
      },
      vehicle: {
        kind: "register",
        label: { zh: "車輛", en: "Vehicle" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "vehicle",
        follow: ["route"],
      },
      note: {
        kind: "register",
        label: { zh: "備註", en: "Note" },
        resolver: "keep",
        type: { type: "string", maxLength: 8000 },
      },
      started_at: {
        kind: "register",
        label: { zh: "出發時間", en: "Started at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      finished_at: {
        kind: "register",
        label: { zh: "收工時間", en: "Finished at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      state: {
        default: "planned",
        kind: "register",
        label: { zh: "狀態", en: "State" },
        resolver: "rank",
        type: { enum: ["planned", "running", "paused", "finished"] },
        required: true,
        order: ["planned", "running", "paused", "finished"],
        initial: ["planned"],
        transitions: [
          { leave: "planned", enter: "running" },
          { leave: "running", enter: "paused" },
          { leave: "running", enter: "finished" },
          { leave: "paused", enter: "running" },
          { leave: "paused", enter: "finished" },
          { leave: "finished", enter: "running", undo: true },
          { leave: "running", enter: "planned", undo: true },
        ],
      },
    },
    scopes: [{ kind: "office" }, { kind: "route", own: true }],
    grants: [{ field: "driver", kind: "route" }],
    writers: [
      {
        roles: ["admin", "dispatcher"],
        acts: ["create", "delete", "edit"],
        place: true,
      },
      {
        roles: ["driver"],
        acts: ["edit"],
        fields: ["finished_at", "note", "started_at", "state"],
        late: true,
      },
    ],
  },
  stop: {
    plural: "stops",
    label: { zh: "站點", en: "Stop" },
    fields: {
      route: {
        kind: "register",
        label: { zh: "路線", en: "Route" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "route",
      },
      order: {
        kind: "register",
        label: { zh: "訂單", en: "Order" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "delivery_order",
        follow: ["route"],
      },
      customer: {
        kind: "register",
        label: { zh: "客戶", en: "Customer" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "customer",
        follow: ["route"],
      },
      sequence: {
        default: 0,
        kind: "register",
        label: { zh: "順序", en: "Sequence" },
        resolver: "latest",
        type: { type: "number", minimum: 0, maximum: 1000000 },
        required: true,
      },
      window: {
        kind: "register",
        label: { zh: "時段", en: "Time window" },
        resolver: "latest",
        type: {
          title: "Window",
          description: "The part of the day in which the customer expects somebody, by the organisation's clock.",
          type: "object",
          properties: {
            start: {
              type: "string",
              pattern: "^(?:([01][0-9]|2[0-3]):[0-5][0-9])$(?!\\n)",
            },
            end: {
              type: "string",
              pattern: "^(?:([01][0-9]|2[0-3]):[0-5][0-9])$(?!\\n)",
            },
          },
          required: ["start", "end"],
          additionalProperties: false,
        },
      },
      note: {
        kind: "register",
        label: { zh: "備註", en: "Note" },
        resolver: "keep",
        type: { type: "string", maxLength: 8000 },
      },
      failure: {
        kind: "register",
        label: { zh: "無法送達原因", en: "Failure reason" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
      },
      arrived_at: {
        kind: "register",
        label: { zh: "抵達時間", en: "Arrived at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      seen_at: {
        kind: "register",
        label: { zh: "司機看過", en: "Seen by the driver at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      state: {
        default: "planned",
        kind: "register",
        label: { zh: "狀態", en: "State" },
        resolver: "rank",
        type: { enum: ["planned", "arrived", "skipped", "failed", "delivered"] },
        required: true,
        order: ["planned", "arrived", "skipped", "failed", "delivered"],
        initial: ["planned"],
        transitions: [
          { leave: "planned", enter: "arrived" },
          { leave: "planned", enter: "delivered" },
          { leave: "planned", enter: "failed" },
          { leave: "planned", enter: "skipped" },
          { leave: "arrived", enter: "delivered" },
          { leave: "arrived", enter: "failed" },
          { leave: "arrived", enter: "skipped" },
          { leave: "failed", enter: "planned" },
          { leave: "skipped", enter: "planned" },
          { leave: "arrived", enter: "planned", undo: true },
          { leave: "delivered", enter: "arrived", undo: true },
          { leave: "delivered", enter: "planned", undo: true },
          { leave: "failed", enter: "arrived", undo: true },
        ],
      },
    },
    scopes: [{ kind: "office" }, { kind: "route", field: "route" }],
    writers: [
      {
        roles: ["admin", "dispatcher"],
        acts: ["create", "delete", "edit"],
        place: true,
      },
      {
        roles: ["driver"],
        acts: ["edit"],
        fields: ["arrived_at", "failure", "note", "seen_at", "sequence", "state"],
        late: true,
      },
    ],
    events: [{ name: "stop_updated", on: ["create", "delete", "edit"] }],
  },
  delivery: {
    plural: "deliveries",
    label: { zh: "送達紀錄", en: "Delivery" },
    fields: {
      stop: {
        kind: "register",
        label: { zh: "站點", en: "Stop" },
        resolver: "first",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "stop",
      },
      route: {
        kind: "register",
        label: { zh: "路線", en: "Route" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "route",
      },
      driver: {
        kind: "register",
        label: { zh: "司機", en: "Driver" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "person",
      },
      outcome: {
        default: "delivered",
        kind: "register",
        label: { zh: "結果", en: "Outcome" },
        resolver: "latest",
        type: { enum: ["delivered", "failed"] },
        required: true,
      },
      failure: {
        kind: "register",
        label: { zh: "無法送達原因", en: "Failure reason" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
      },
      recipient: {
        kind: "register",
        label: { zh: "簽收人", en: "Recipient" },
        resolver: "keep",
        type: { type: "string", maxLength: 120 },
      },
      signature: {
        kind: "register",
        label: { zh: "簽名", en: "Signature" },
        resolver: "first",
        type: { type: "string", maxLength: 8000 },
      },
      photos: {
        kind: "set",
        label: { zh: "照片", en: "Photos" },
        type: { type: "string", maxLength: 400 },
      },
      left: {
        default: 0,
        kind: "counter",
        label: { zh: "留下瓦斯桶", en: "Cylinders left" },
        type: { type: "integer" },
      },
      empties: {
        default: 0,
        kind: "counter",
        label: { zh: "收回空瓶", en: "Empties taken back" },
        type: { type: "integer" },
      },
      payment: {
        kind: "register",
        label: { zh: "付款方式", en: "Payment method" },
        resolver: "latest",
        type: { enum: ["cash", "transfer", "monthly", "card"] },
      },
      amount: {
        kind: "register",
        label: { zh: "實收金額", en: "Amount taken" },
        resolver: "latest",
        type: { type: "integer", minimum: -1000000000, maximum: 1000000000 },
      },
      place: {
        kind: "register",
        label: { zh: "位置", en: "Position" },
        resolver: "latest",
        type: {
          title: "Place",
          description: "A point on the map in WGS 84, with the radius of its uncertainty in metres.",
          type: "object",
          properties: {
            lat: { type: "number", minimum: -90, maximum: 90 },
            lon: { type: "number", minimum: -180, maximum: 180 },
            accuracy: {
              anyOf: [
                { type: "number", minimum: 0, maximum: 100000 },
                { type: "null" },
              ],
              default: null,
            },
          },
          required: ["lat", "lon"],
          additionalProperties: false,
        },
      },
      at_device: {
        kind: "register",
        label: { zh: "裝置時間", en: "Device time" },
        resolver: "first",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      at: {
        kind: "register",
        label: { zh: "校正時間", en: "Corrected time" },
        resolver: "first",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      received_at: {
        kind: "register",
        label: { zh: "收到時間", en: "Received at" },
        resolver: "first",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
        received: true,
      },
    },
    scopes: [{ kind: "office" }, { kind: "route", field: "route" }],
    writers: [
      {
        roles: ["admin", "dispatcher"],
        acts: ["create", "delete", "edit"],
        place: true,
      },
      { roles: ["driver"], acts: ["create", "edit"], late: true },
    ],
    events: [{ name: "delivery_recorded", on: ["create"] }],
  },
  station: {
    plural: "stations",
    label: { zh: "吧台", en: "Station" },
    title: "name",
    search: ["name"],
    fields: {
      name: {
        kind: "register",
        label: { zh: "名稱", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      colour: {
        kind: "register",
        label: { zh: "顏色", en: "Colour" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:#[0-9a-f]{6})$(?!\\n)" },
      },
      paused: {
        default: false,
        kind: "register",
        label: { zh: "暫停接單", en: "Paused" },
        resolver: "latest",
        type: { type: "boolean" },
        required: true,
      },
      sold_out: {
        kind: "set",
        label: { zh: "售完", en: "Sold out" },
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "item",
      },
      baristas: {
        kind: "set",
        label: { zh: "咖啡師", en: "Baristas" },
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "person",
      },
      lead: {
        kind: "register",
        label: { zh: "負責人", en: "Lead" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "person",
      },
      soon_after: {
        default: 3,
        kind: "register",
        label: { zh: "快逾時門檻 (分鐘)", en: "Soon after (min)" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
        required: true,
      },
      late_after: {
        default: 6,
        kind: "register",
        label: { zh: "逾時門檻 (分鐘)", en: "Late after (min)" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
        required: true,
      },
    },
    scopes: [{ kind: "everyone" }],
    grants: [{ field: "baristas", kind: "station" }],
    writers: [
      {
        roles: ["admin", "organiser"],
        acts: ["create", "delete", "edit"],
        place: true,
      },
      { roles: ["barista"], acts: ["edit"], fields: ["paused", "sold_out"] },
    ],
    events: [{ name: "settings_updated", on: ["create", "delete", "edit"] }],
  },
  inventory_item: {
    plural: "inventory_items",
    label: { zh: "庫存品項", en: "Inventory item" },
    title: "name",
    search: ["name"],
    fields: {
      station: {
        kind: "register",
        label: { zh: "吧台", en: "Station" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "station",
      },
      item: {
        kind: "register",
        label: { zh: "品項", en: "Item" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "item",
      },
      name: {
        kind: "register",
        label: { zh: "名稱", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      supply: {
        default: "other",
        kind: "register",
        label: { zh: "用途", en: "Used as" },
        resolver: "latest",
        type: { enum: ["beans", "milk", "cup", "lid", "other"] },
        required: true,
      },
      size: {
        kind: "register",
        label: { zh: "杯型", en: "Cup size" },
        resolver: "latest",
        type: { enum: ["S", "M", "L"] },
      },
      unit: {
        default: "個",
        kind: "register",
        label: { zh: "單位", en: "Unit" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      per_cup: {
        default: 1,
        kind: "register",
        label: { zh: "每杯用量", en: "Used per cup" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
        required: true,
      },
      pack: {
        default: 1,
        kind: "register",
        label: { zh: "每包數量", en: "Units in a pack" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
        required: true,
      },
      threshold: {
        default: 0,
        kind: "register",
        label: { zh: "低庫存門檻", en: "Low-stock threshold" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
        required: true,
      },
      capacity: {
        kind: "register",
        label: { zh: "容量", en: "Capacity" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
      },
      stock: {
        default: 0,
        kind: "counter",
        label: { zh: "存量", en: "Stock" },
        type: { type: "integer" },
        minimum: 0,
      },
    },
    scopes: [{ kind: "event" }, { kind: "station", field: "station" }],
    writers: [
      {
        roles: ["admin", "organiser"],
        acts: ["create", "delete", "edit"],
        place: true,
      },
      { roles: ["barista"], acts: ["create", "edit"], late: true },
    ],
    events: [
      { name: "inventory_updated", on: ["create", "delete", "edit"] },
      { name: "inventory_depleted", on: ["edit"], falls: "stock" },
      {
        name: "low_stock_alert",
        on: ["edit"],
        falls: "stock",
        below: "threshold",
      },
    ],
  },
  drink_order: {
    plural: "drink_orders",
    label: { zh: "飲品訂單", en: "Drink order" },
    title: "number",
    search: ["number", "name"],
    fields: {
      number: {
        kind: "register",
        label: { zh: "單號", en: "Number" },
        resolver: "latest",
        type: {
          type: "integer",
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        series: "number",
      },
      station: {
        kind: "register",
        label: { zh: "吧台", en: "Station" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "station",
      },
      item: {
        kind: "register",
        label: { zh: "飲品", en: "Drink" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "item",
      },
      drink: {
        kind: "register",
        label: { zh: "品名", en: "Drink name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
        required: true,
      },
      size: {
        default: "M",
        kind: "register",
        label: { zh: "容量", en: "Size" },
        resolver: "latest",
        type: { enum: ["S", "M", "L"] },
        required: true,
      },
      milk: {
        kind: "register",
        label: { zh: "奶類", en: "Milk" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "item",
      },
      shots: {
        kind: "register",
        label: { zh: "濃縮份數", en: "Shots" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 1000000 },
      },
      options: {
        kind: "set",
        label: { zh: "加選", en: "Options" },
        type: { type: "string", maxLength: 120 },
      },
      name: {
        kind: "register",
        label: { zh: "取餐名", en: "Name" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
      },
      phone: {
        kind: "register",
        label: { zh: "電話", en: "Phone" },
        resolver: "latest",
        type: {
          type: "string",
          maxLength: 32,
          pattern: "^(?:[0-9+() #*-]*)$(?!\\n)",
        },
      },
      note: {
        kind: "register",
        label: { zh: "備註", en: "Note" },
        resolver: "keep",
        type: { type: "string", maxLength: 8000 },
      },
      group: {
        kind: "register",
        label: { zh: "團單代碼", en: "Group code" },
        resolver: "latest",
        type: { type: "string", maxLength: 120 },
      },
      placed_at: {
        kind: "register",
        label: { zh: "下單時間", en: "Placed at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      started_at: {
        kind: "register",
        label: { zh: "開始製作時間", en: "Started at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      completed_at: {
        kind: "register",
        label: { zh: "完成時間", en: "Completed at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      barista: {
        kind: "register",
        label: { zh: "咖啡師", en: "Barista" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "person",
      },
      state: {
        default: "pending",
        kind: "register",
        label: { zh: "狀態", en: "State" },
        resolver: "rank",
        type: {
          enum: ["pending", "in_progress", "cancelled", "completed", "picked_up"],
        },
        required: true,
        order: ["pending", "in_progress", "cancelled", "completed", "picked_up"],
        initial: ["pending"],
        transitions: [
          { leave: "pending", enter: "in_progress" },
          { leave: "pending", enter: "completed" },
          { leave: "pending", enter: "cancelled" },
          { leave: "in_progress", enter: "pending" },
          { leave: "in_progress", enter: "completed" },
          { leave: "in_progress", enter: "cancelled" },
          { leave: "completed", enter: "picked_up" },
          { leave: "completed", enter: "in_progress", undo: true },
          { leave: "completed", enter: "pending", undo: true },
          { leave: "picked_up", enter: "completed", undo: true },
          { leave: "cancelled", enter: "pending", undo: true },
        ],
      },
    },
    scopes: [{ kind: "event" }, { kind: "station", field: "station" }],
    writers: [
      {
        roles: ["admin", "organiser"],
        acts: ["create", "delete", "edit"],
        place: true,
      },
      {
        roles: ["barista"],
        acts: ["create", "edit"],
        place: true,
        late: true,
      },
    ],
    events: [{ name: "order_updated", on: ["create", "delete", "edit"] }],
  },
  schedule: {
    plural: "schedules",
    label: { zh: "班表", en: "Schedule" },
    fields: {
      station: {
        kind: "register",
        label: { zh: "吧台", en: "Station" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "station",
      },
      person: {
        kind: "register",
        label: { zh: "人員", en: "Person" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "person",
      },
      starts_at: {
        kind: "register",
        label: { zh: "開始時間", en: "Starts at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
        required: true,
      },
      ends_at: {
        kind: "register",
        label: { zh: "結束時間", en: "Ends at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
        required: true,
      },
      checked_in_at: {
        kind: "register",
        label: { zh: "簽到時間", en: "Checked in at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      checked_out_at: {
        kind: "register",
        label: { zh: "簽退時間", en: "Checked out at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      note: {
        kind: "register",
        label: { zh: "備註", en: "Note" },
        resolver: "keep",
        type: { type: "string", maxLength: 8000 },
      },
    },
    scopes: [
      { kind: "event" },
      { kind: "user", field: "person" },
      { kind: "station", field: "station" },
    ],
    writers: [
      {
        roles: ["admin", "organiser"],
        acts: ["create", "delete", "edit"],
        place: true,
      },
      {
        roles: ["barista"],
        acts: ["edit"],
        fields: ["checked_in_at", "checked_out_at"],
        mine: "person",
        late: true,
      },
    ],
    events: [
      { name: "schedule_created", on: ["create"] },
      { name: "schedule_updated", on: ["edit"] },
      { name: "schedule_deleted", on: ["delete"] },
      {
        name: "barista_checked_in",
        on: ["edit"],
        fields: ["checked_in_at"],
      },
    ],
  },
  message: {
    plural: "messages",
    label: { zh: "訊息", en: "Message" },
    search: ["text"],
    fields: {
      author: {
        kind: "register",
        label: { zh: "發訊人", en: "Author" },
        resolver: "first",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        required: true,
        ref: "person",
      },
      text: {
        kind: "register",
        label: { zh: "內容", en: "Text" },
        resolver: "latest",
        type: { type: "string", maxLength: 8000 },
        required: true,
      },
      from_station: {
        kind: "register",
        label: { zh: "來自吧台", en: "From station" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "station",
      },
      to_station: {
        kind: "register",
        label: { zh: "給吧台", en: "To station" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "station",
      },
      to_route: {
        kind: "register",
        label: { zh: "給路線", en: "To route" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "route",
      },
      to_person: {
        kind: "register",
        label: { zh: "給人員", en: "To person" },
        resolver: "latest",
        type: { type: "string", pattern: "^(?:[A-Za-z0-9_-]{22})$(?!\\n)" },
        ref: "person",
      },
      to_office: {
        kind: "register",
        label: { zh: "給辦公室", en: "To the office" },
        resolver: "latest",
        type: { type: "boolean" },
      },
      broadcast: {
        kind: "register",
        label: { zh: "廣播", en: "To everyone" },
        resolver: "latest",
        type: { type: "boolean" },
      },
      sent_at: {
        kind: "register",
        label: { zh: "送出時間", en: "Sent at" },
        resolver: "latest",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
      },
      received_at: {
        kind: "register",
        label: { zh: "收到時間", en: "Received at" },
        resolver: "first",
        type: { type: "integer", minimum: 0, maximum: 8796093022207 },
        received: true,
      },
    },
    scopes: [
      { kind: "user", field: "author" },
      { kind: "user", field: "to_person" },
      { kind: "station", field: "from_station" },
      { kind: "station", field: "to_station" },
      { kind: "route", field: "to_route" },
      { kind: "office", when: "to_office" },
      { kind: "everyone", when: "broadcast" },
    ],
    writers: [
      { roles: ["admin"], acts: ["create", "delete", "edit"], place: true },
      {
        roles: ["barista", "dispatcher", "driver", "organiser"],
        acts: ["create", "delete", "edit"],
        mine: "author",
        place: true,
        late: true,
      },
    ],
    events: [{ name: "chat_message", on: ["create"] }],
  },
};
