// The texts that only views of more.tsx show.
import later from "../texts.json?later";
import { addTexts } from "./texts.ts";

addTexts(later);
