export const zh = {
  "upload.waiting": "排队中",
  "upload.sending": "正在上传 {{share}}%",
  "upload.progress": "上传进度",
  "upload.checked": "检查过了，可以发",
  "upload.held": "被拦下了，等人来看。",
  "upload.refused": "不能用这张。",
  "upload.failed": "没传上去。",
};
