/** Packages that set-ups import while they start; the build of skewproof does not have their types. */
declare module '@tanstack/db';
declare module '@signaldb/core';
declare module '@signaldb/localstorage';
declare module '@microsoft/applicationinsights-web';
