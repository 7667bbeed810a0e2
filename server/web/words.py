"""The words of the status page, in both languages."""

WORDS: dict[str, dict[str, str]] = {
    "zh-TW": {
        "title": "伺服器狀態",
        "heading": "伺服器運作中",
        "lead": "裝置離線時照常記錄，連上線就會同步到這裡。此頁會自動更新。",
        "up": "運作中",
        "down": "無連線",
        "records": "資料筆數",
        "devices": "裝置",
        "sockets": "即時連線",
        "position": "同步位置",
        "last_sync": "最近一次同步",
        "never": "尚未同步",
        "version": "版本",
        "insecure": "此頁不是安全連線 (HTTPS)：瀏覽器無法離線使用。請設定憑證。",
        "other": "en",
        "other_name": "English",
    },
    "en": {
        "title": "server status",
        "heading": "The server is running",
        "lead": "Devices go on recording offline and sync to here when they are back. "
        "This page keeps itself up to date.",
        "up": "running",
        "down": "no contact",
        "records": "Records",
        "devices": "Devices",
        "sockets": "Live connections",
        "position": "Feed position",
        "last_sync": "Last sync",
        "never": "not yet",
        "version": "Version",
        "insecure": "This page is not a secure context (HTTPS): browsers cannot work offline here. "
        "Set a certificate.",
        "other": "zh-TW",
        "other_name": "繁體中文",
    },
}
