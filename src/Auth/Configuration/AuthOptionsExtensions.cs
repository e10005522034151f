namespace Amplify;

/// <summary>What callers on C# 14 write as members of <see cref="AuthOptions"/>.</summary>
public static class AuthOptionsExtensions
{
    extension(AuthOptions)
    {
        /// <summary>Reads an <c>amplify_outputs.json</c>; callers on older C# use <see cref="AmplifyOutputs.Load"/>.</summary>
        /// <param name="path">The file, such as <c>amplify_outputs.json</c>; relative to the current directory.</param>
        /// <returns>New options, to be changed at will before an engine is made of them.</returns>
        /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
        /// <exception cref="AuthConfigurationException">The file cannot be read or lacks what is needed; every fault is listed.</exception>
        public static AuthOptions FromAmplifyOutputs(string path) => AmplifyOutputs.Load(path);
    }
}
