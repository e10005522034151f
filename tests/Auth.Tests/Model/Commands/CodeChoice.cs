namespace Amplify.Tests.Model;

/// <summary>Which of the codes that were sent is given.</summary>
internal enum CodeChoice
{
    /// <summary>The newest.</summary>
    Newest,

    /// <summary>The one before it, which a newer one has made invalid; a wrong one where there is none.</summary>
    Older,

    /// <summary>None that was sent.</summary>
    Wrong,
}
